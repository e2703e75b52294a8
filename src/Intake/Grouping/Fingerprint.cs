using System.Text.Json;
using ReplayGraph.Intake.Json;

namespace ReplayGraph.Intake.Grouping;

/// <summary>What an SDK, or whoever configured it, wants an event to be grouped by: texts and variables.</summary>
internal static class Fingerprint
{
    /// <summary>How many of its values count.</summary>
    internal const int Values = 100;

    /// <summary>Adds it, with the default parts in place of the first <c>{{ default }}</c>. False if it says nothing.</summary>
    internal static bool Add(Parts parts, JsonElement sdkEvent, Action<Parts, JsonElement> addDefault)
    {
        JsonElement fingerprint = sdkEvent.At("fingerprint");
        int before = parts.Count;
        bool hasDefault = false;
        Dictionary<string, string?> resolved = [];
        foreach (JsonElement value in fingerprint.ValueKind == JsonValueKind.Array ? fingerprint.EnumerateArray().Take(Values) : [])
        {
            string text = value.Lenient();
            string? variable = FingerprintVariable.NameIn(text);
            if (variable != "default")
            {
                parts.Add("fingerprint", (variable is null ? null : Resolve(variable)) ?? text);
            }
            else if (!hasDefault)
            {
                hasDefault = true;
                addDefault(parts, sdkEvent);
            }
        }

        return parts.Count > before;

        string? Resolve(string variable)
        {
            if (!resolved.TryGetValue(variable, out string? found))
            {
                found = FingerprintVariable.Resolve(variable, sdkEvent);
                resolved[variable] = found = found?[..Math.Min(found.Length, Parameterization.Length)];
            }

            return found;
        }
    }
}
