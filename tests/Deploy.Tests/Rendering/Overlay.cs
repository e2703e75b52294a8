using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ReplayGraph.Deploy.Tests.Rendering;

/// <summary>An overlay, rendered with its example secrets.</summary>
internal sealed class Overlay
{
    private const string Example = ".example";

    private static readonly ConcurrentDictionary<string, Lazy<Overlay>> _rendered = new();

    private Overlay(IReadOnlyList<JsonObject> all) => All = all;

    /// <summary>The names of the overlays.</summary>
    public static TheoryData<string> Names() =>
        [.. Directory.GetDirectories(Repository.PathOf("docker/kubernetes/overlays")).Select(folder => Path.GetFileName(folder)!).Order()];

    /// <summary>Its objects.</summary>
    internal IReadOnlyList<JsonObject> All { get; }

    /// <summary>The Deployments and StatefulSets of silos and front-ends.</summary>
    internal IEnumerable<Workload> Workloads => Of("Deployment").Concat(Of("StatefulSet")).Select(one => new Workload(this, one));

    /// <summary>Renders an overlay, once.</summary>
    internal static Overlay Named(string name) => _rendered.GetOrAdd(name, one => new(() => Render(one))).Value;

    /// <summary>The objects of a kind.</summary>
    internal IEnumerable<JsonObject> Of(string kind) => All.Where(one => one.Text("kind") == kind);

    /// <summary>The object of a kind with this name.</summary>
    internal JsonObject Get(string kind, string name) => Assert.Single(Of(kind), one => one.Text("metadata", "name") == name);

    private static Overlay Render(string name)
    {
        string folder = Directory.CreateTempSubdirectory("kustomize-").FullName;
        try
        {
            Copy(Repository.PathOf("docker/kubernetes"), folder);
            string file = Path.Combine(folder, "rendered.yaml");
            File.WriteAllText(file, Kubectl.Run("kustomize", Path.Combine(folder, "overlays", name)));

            // Removing an annotation that does not exist changes nothing, needs no cluster, and prints JSON.
            return new(Read(Kubectl.Run("annotate", "--local", "-f", file, "-o", "json", "nothing-")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // Secrets come from files that are not committed, so their examples replace them.
    private static void Copy(string from, string to)
    {
        foreach (string file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            bool isExample = target.EndsWith(Example, StringComparison.Ordinal);
            File.Copy(file, isExample ? target[..^Example.Length] : target, overwrite: isExample);
        }

        string example = Path.Combine(to, "overlays/example");
        foreach (string name in (string[])["tls/tls.crt", "tls/tls.key", "tls/ca.crt", "postgres/ca.crt"])
        {
            string file = Path.Combine(example, name);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, "no certificate\n");
        }
    }

    private static List<JsonObject> Read(string documents)
    {
        List<JsonObject> all = [];
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(documents), new JsonReaderOptions { AllowMultipleValues = true });
        while (reader.Read())
        {
            all.Add(JsonNode.Parse(ref reader)!.AsObject());
        }

        return all;
    }
}
