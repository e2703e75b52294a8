using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using ReplayGraph.Intake.Json;

namespace ReplayGraph.Intake.Grouping;

/// <summary>The interfaces of an event, in all the shapes that Relay reads.</summary>
internal static class SdkInterfaces
{
    /// <summary>A member of an event, by its name or its name before 2018, such as <c>sentry.interfaces.Exception</c>.</summary>
    internal static JsonElement Interface(this JsonElement sdkEvent, string name, string legacyName)
    {
        JsonElement found = sdkEvent.At(name);
        return found.ValueKind == JsonValueKind.Undefined ? sdkEvent.At("sentry.interfaces." + legacyName) : found;
    }

    /// <summary>The exceptions of an event, outermost last.</summary>
    internal static IReadOnlyList<JsonElement> Exceptions(this JsonElement sdkEvent) =>
        Values(sdkEvent.Interface("exception", "Exception"));

    /// <summary>The items of a list, of an object's <c>values</c>, or a single object.</summary>
    internal static IReadOnlyList<JsonElement> Values(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            return value.TryGetProperty("values", out JsonElement values) ? Values(values) : [value];
        }

        return value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [];
    }

    /// <summary>A member, or the tag of the same name: Sentry turns such members into tags.</summary>
    internal static string FieldOrTag(this JsonElement sdkEvent, string name)
    {
        string field = sdkEvent.At(name).Lenient().Trim();
        return field.Length > 0 ? field : SentryTags.Find(sdkEvent.At("tags"), name).Lenient().Trim();
    }

    /// <summary>
    /// A primitive value as Relay's lenient strings read it: True, False, integers, and the integer part of other numbers below 2^53.
    /// Empty for other values and invalid Unicode.
    /// </summary>
    internal static string Lenient(this JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.True:
                return "True";
            case JsonValueKind.False:
                return "False";
            case JsonValueKind.Number when !value.TryGetInt64(out _) && !value.TryGetUInt64(out _):
                return value.TryGetDouble(out double number) && Math.Abs(number) < 1L << 53
                    ? ((long)number).ToString(CultureInfo.InvariantCulture)
                    : "";
            default:
                return JsonText.TryUtf8(value, out ReadOnlySpan<byte> utf8) ? Encoding.UTF8.GetString(utf8) : "";
        }
    }

    /// <summary>The same for a message; a list or an object gives its JSON.</summary>
    internal static string LenientJson(this JsonElement value) =>
        value.ValueKind is JsonValueKind.Array or JsonValueKind.Object
            ? Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(value))
            : value.Lenient();
}
