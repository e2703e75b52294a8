using System.Text;
using System.Text.Json.Nodes;

namespace ReplayGraph.Deploy.Tests.Rendering;

/// <summary>A Deployment or StatefulSet, and the single container of its pods.</summary>
internal sealed class Workload(Overlay overlay, JsonObject workload)
{
    internal string Name { get; } = workload.Text("metadata", "name");

    /// <summary>Whether each pod keeps its name and its claims.</summary>
    internal bool IsStateful { get; } = workload.Text("kind") == "StatefulSet";

    internal JsonNode Spec { get; } = workload["spec"]!;

    internal JsonNode Pod { get; } = workload.At("spec", "template", "spec")!;

    internal JsonObject Container { get; } = Assert.Single(workload.Items("spec", "template", "spec", "containers"));

    internal IReadOnlyDictionary<string, string> Labels { get; } = workload.Map("spec", "template", "metadata", "labels");

    /// <summary>The component: silo or api.</summary>
    internal string Component => Labels["app.kubernetes.io/component"];

    /// <summary>The container's ports, by name.</summary>
    internal IReadOnlyDictionary<string, int> Ports =>
        Container.Items("ports").ToDictionary(port => port.Text("name"), port => (int)port["containerPort"]!);

    /// <summary>The environment as the program sees it; values known only in a running pod are given as field paths.</summary>
    internal Dictionary<string, string> Environment()
    {
        Dictionary<string, string> found = [];
        foreach (JsonObject from in Container.Items("envFrom"))
        {
            foreach ((string name, string value) in Referenced(from))
            {
                found[name] = value;
            }
        }

        foreach (JsonObject one in Container.Items("env"))
        {
            found[one.Text("name")] = one.ContainsKey("value") ? one.Text("value") : one.Text("valueFrom", "fieldRef", "fieldPath");
        }

        return found;
    }

    /// <summary>The volumes that its pods mount, by name: their own and their claims.</summary>
    internal IReadOnlyDictionary<string, JsonObject> Volumes =>
        Pod.Items("volumes").ToDictionary(volume => volume.Text("name"))
            .Concat(Claims.ToDictionary(claim => claim.Text("metadata", "name")))
            .ToDictionary();

    /// <summary>The templates of its claims.</summary>
    internal IReadOnlyList<JsonObject> Claims => IsStateful ? [.. Spec.Items("volumeClaimTemplates")] : [];

    /// <summary>The files that the container sees from Secrets, by path.</summary>
    internal IEnumerable<KeyValuePair<string, string>> SecretFiles() =>
        from mount in Container.Items("volumeMounts")
        join volume in Pod.Items("volumes") on mount.Text("name") equals volume.Text("name")
        where volume.ContainsKey("secret")
        from file in Secret(volume.Text("secret", "secretName"))
        select KeyValuePair.Create($"{mount.Text("mountPath")}/{file.Key}", file.Value);

    private IEnumerable<KeyValuePair<string, string>> Referenced(JsonObject from) => from.ContainsKey("configMapRef")
        ? overlay.Get("ConfigMap", from.Text("configMapRef", "name")).Map("data")
        : Secret(from.Text("secretRef", "name"));

    private IEnumerable<KeyValuePair<string, string>> Secret(string name) => overlay.Get("Secret", name).Map("data")
        .Select(pair => KeyValuePair.Create(pair.Key, Encoding.UTF8.GetString(Convert.FromBase64String(pair.Value))));
}
