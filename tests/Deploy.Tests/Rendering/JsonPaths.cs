using System.Text.Json.Nodes;

namespace ReplayGraph.Deploy.Tests.Rendering;

/// <summary>Shorthand access to manifests. Missing values are null, empty, or an empty text.</summary>
internal static class JsonPaths
{
    internal static JsonNode? At(this JsonNode? node, params string[] path) =>
        path.Aggregate(node, (at, name) => (at as JsonObject)?[name]);

    internal static string Text(this JsonNode? node, params string[] path) => node.At(path)?.ToString() ?? "";

    internal static IEnumerable<JsonObject> Items(this JsonNode? node, params string[] path) =>
        (node.At(path) as JsonArray)?.Select(item => item!.AsObject()) ?? [];

    internal static IReadOnlyDictionary<string, string> Map(this JsonNode? node, params string[] path) =>
        (node.At(path) as JsonObject)?.ToDictionary(pair => pair.Key, pair => pair.Value!.ToString()) ?? [];

    /// <summary>Whether all required labels are present.</summary>
    internal static bool Selects(this IReadOnlyDictionary<string, string> required, IReadOnlyDictionary<string, string> labels) =>
        required.All(pair => labels.TryGetValue(pair.Key, out string? value) && value == pair.Value);
}
