using System.Text.Json;
using System.Text.RegularExpressions;
using ReplayGraph.Intake.Json;

namespace ReplayGraph.Intake.Grouping;

/// <summary>
/// The message of an event: a text, or an entry with a template (<c>message</c>), its <c>params</c>, and both together
/// (<c>formatted</c>).
/// </summary>
internal static partial class LogEntries
{
    /// <summary>Adds the first message that is not empty.</summary>
    internal static bool Add(Parts parts, JsonElement sdkEvent) =>
        AddEntry(parts, sdkEvent.Interface("logentry", "Message")) || AddEntry(parts, sdkEvent.At("message"));

    /// <summary>The message for display: formatted, otherwise its template.</summary>
    internal static string Formatted(JsonElement sdkEvent)
    {
        foreach (JsonElement entry in (JsonElement[])[sdkEvent.Interface("logentry", "Message"), sdkEvent.At("message")])
        {
            string formatted = entry.At("formatted").LenientJson();
            string template = entry.At("message").LenientJson();
            string text = formatted.Length > 0 ? formatted : template.Length > 0 ? template : Text(entry);
            if (text.Length > 0)
            {
                return text;
            }
        }

        return "";
    }

    private static bool AddEntry(Parts parts, JsonElement entry)
    {
        if (entry.ValueKind != JsonValueKind.Object)
        {
            return parts.AddMasked("message", Text(entry));
        }

        string template = entry.At("message").LenientJson();
        return (HasWords(template) && parts.AddMasked("message", template))
            || parts.AddMasked("message", entry.At("formatted").LenientJson())
            || (parts.AddNew("message", template) | AddParams(parts, entry.At("params")));
    }

    // Without this, everything logged as "%s" would be one issue.
    private static bool HasWords(string template) => Placeholder().Replace(Parameterization.Start(template), "").Any(char.IsLetter);

    private static bool AddParams(Parts parts, JsonElement values)
    {
        int before = parts.Count;
        IEnumerable<JsonElement> items = values.ValueKind switch
        {
            JsonValueKind.Array => values.EnumerateArray(),
            JsonValueKind.Object => values.EnumerateObject().Select(property => property.Value),
            _ => [],
        };
        foreach (JsonElement item in items)
        {
            parts.AddMasked("param", item.LenientJson());
        }

        return parts.Count > before;
    }

    // Old SDKs write false for an absent message.
    private static string Text(JsonElement entry) =>
        entry.ValueKind is JsonValueKind.False or JsonValueKind.Object ? "" : entry.LenientJson();

    // Placeholders of Python, C and Java's String.format; then of .NET, SLF4J and structured logs.
    [GeneratedRegex(@"%(\([^()]{0,64}\))?[-+ #0-9.$*]*[a-z]|\$?\{[^{}]*\}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();
}
