using System.Text.Json.Nodes;
using ReplayGraph.Deploy.Tests.Rendering;

namespace ReplayGraph.Deploy.Tests.Kubernetes;

/// <summary>
/// Kubernetes passes over what it does not know: a field of a Deployment that is misspelt would be lost without a word. The other objects
/// are small, and the other tests read what is in them by name.
/// </summary>
public sealed class SchemaTests
{
    [Rendered]
    [MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public void EveryFieldIsOneThatKubernetesHas(string name)
    {
        JsonObject[] printed = [.. Overlay.Named(name).Of("Deployment")];
        Assert.NotEmpty(printed);
        foreach (JsonObject one in printed)
        {
            string file = Path.GetTempFileName();
            File.WriteAllText(file, one.ToJsonString());

            // One variable more, the last: so it is printed, and shows what Kubernetes' own types make of the rest.
            string read = Kubectl.Run("set", "env", "--local", "-f", file, "-o", "json", "ONE_MORE=1");
            File.Delete(file);
            Assert.Empty(Lost(one, JsonNode.Parse(read), one.Text("metadata", "name")));
        }
    }

    private static IEnumerable<string> Lost(JsonNode? printed, JsonNode? read, string path) => (printed, read) switch
    {
        (JsonObject { Count: 0 }, null) or (null, _) or (JsonValue, JsonValue) => [],
        (JsonObject from, JsonObject to) => from.SelectMany(pair => Lost(pair.Value, to[pair.Key], $"{path}.{pair.Key}")),
        (JsonArray from, JsonArray to) when from.Count <= to.Count =>
            from.Zip(to).SelectMany((pair, i) => Lost(pair.First, pair.Second, $"{path}[{i}]")),
        _ => [path],
    };
}
