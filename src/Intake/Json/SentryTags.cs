using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace ReplayGraph.Intake.Json;

/// <summary>Reads tags: an object, or a list of pairs. In Sentry's messages the list, pairs, keys and values may be null.</summary>
internal static class SentryTags
{
    /// <summary>The value of a tag; <c>default</c> (undefined) if it is absent. As in Relay, blanks around the name are ignored.</summary>
    internal static JsonElement Find(JsonElement tags, string key)
    {
        if (tags.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement pair in tags.EnumerateArray())
            {
                if (pair.ValueKind == JsonValueKind.Array && pair.GetArrayLength() == 2 && !pair[1].IsAbsent()
                    && MessageFields.IsString(pair[0], out ReadOnlySpan<byte> name) && Is(name, key))
                {
                    return pair[1];
                }
            }

            return default;
        }

        JsonElement found = tags.At(key);
        if (tags.ValueKind == JsonValueKind.Object && found.ValueKind == JsonValueKind.Undefined)
        {
            foreach (JsonProperty tag in tags.EnumerateObject())
            {
                if (!tag.Value.IsAbsent() && Is(JsonMarshal.GetRawUtf8PropertyName(tag), key))
                {
                    return tag.Value;
                }
            }
        }

        return found;
    }

    private static bool Is(ReadOnlySpan<byte> name, string key) => Ascii.Equals(JsonText.Trim(name), key);
}
