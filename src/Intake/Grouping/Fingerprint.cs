using System.Text.Json;
using ReplayGraph.Intake.Json;

namespace ReplayGraph.Intake.Grouping;

/// <summary>What an SDK, or whoever configured it, wants an event to be grouped by: texts and variables.</summary>
internal static class Fingerprint
{
    /// <summary>Adds it, with the default parts in place of the first <c>{{ default }}</c>. False if it says nothing.</summary>
    internal static bool Add(Parts parts, JsonElement sdkEvent, Action<Parts, JsonElement> addDefault)
    {
        JsonElement fingerprint = sdkEvent.At("fingerprint");
        int before = parts.Count;
        bool hasDefault = false;
        foreach (JsonElement value in fingerprint.ValueKind == JsonValueKind.Array ? fingerprint.EnumerateArray() : default)
        {
            string text = value.Lenient();
            string? variable = FingerprintVariable.NameIn(text);
            if (variable != "default")
            {
                parts.Add("fingerprint", (variable is null ? null : FingerprintVariable.Resolve(variable, sdkEvent)) ?? text);
            }
            else if (!hasDefault)
            {
                hasDefault = true;
                addDefault(parts, sdkEvent);
            }
        }

        return parts.Count > before;
    }
}
