using System.Text.Json;

namespace ReplayGraph.Intake.Json;

/// <summary>Tags: an object, or a list of pairs. Sentry's messages hold null for the list, for pairs, for keys and for values.</summary>
internal static class Tags
{
    /// <summary>The value of a tag; <c>default</c> (undefined) if it is not there or null.</summary>
    internal static JsonElement Find(JsonElement tags, string key)
    {
        if (tags.ValueKind != JsonValueKind.Array)
        {
            return tags.At(key);
        }

        foreach (JsonElement pair in tags.EnumerateArray())
        {
            if (pair.ValueKind == JsonValueKind.Array && pair.GetArrayLength() == 2
                && pair[0].ValueKind == JsonValueKind.String && pair[0].ValueEquals(key) && !pair[1].IsAbsent())
            {
                return pair[1];
            }
        }

        return default;
    }
}
