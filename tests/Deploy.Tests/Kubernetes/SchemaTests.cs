using System.Text.Json.Nodes;
using ReplayGraph.Deploy.Tests.Rendering;

namespace ReplayGraph.Deploy.Tests.Kubernetes;

/// <summary>
/// Kubernetes ignores unknown fields, so a misspelled field of a Deployment would be lost silently. The other objects are small, and the
/// other tests read their fields by name.
/// </summary>
public sealed class SchemaTests
{
    [Rendered]
    [MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public void EveryFieldIsKnownToKubernetes(string name)
    {
        JsonObject[] printed = [.. Overlay.Named(name).Of("Deployment"), .. Overlay.Named(name).Of("StatefulSet")];
        Assert.NotEmpty(printed);
        foreach (JsonObject one in printed)
        {
            string file = Path.GetTempFileName();
            File.WriteAllText(file, one.ToJsonString());

            // One more variable, the last one: it makes kubectl print the object as Kubernetes' own types read it.
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
