using System.Text.Json;
using ReplayGraph.Intake.Json;

namespace ReplayGraph.Intake.Grouping;

/// <summary>An event's fingerprint: the texts and variables that the SDK or its configuration groups it by.</summary>
internal static class Fingerprint
{
    /// <summary>The maximum number of values that count.</summary>
    internal const int Values = 100;

    /// <summary>Adds the fingerprint, with the default parts in place of the first <c>{{ default }}</c>. False if it is empty.</summary>
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
