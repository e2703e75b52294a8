using System.Globalization;

namespace ReplayGraph.Fuzz.Running;

/// <summary>What came of fuzzing one target.</summary>
/// <param name="Target">Its name.</param>
/// <param name="Inputs">Inputs that were run.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Kept">Inputs that each reached something new.</param>
/// <param name="Edges">Edges reached; 0 if nothing was instrumented.</param>
/// <param name="Findings">Places at which something was found.</param>
internal sealed record Tally(string Target, long Inputs, double Seconds, int Kept, int Edges, int Findings)
{
    private const string Mark = "= ";

    /// <summary>The head of a table of these.</summary>
    internal static string Head => $"{"target",-20}{"inputs",14}{"a second",10}{"kept",8}{"edges",8}{"findings",10}";

    /// <summary>A line of the table.</summary>
    internal string Row => string.Create(
        CultureInfo.InvariantCulture,
        $"{Target,-20}{Inputs,14:N0}{Inputs / Math.Max(Seconds, 0.001),10:N0}{Kept,8}{Edges,8}{Findings,10}");

    /// <summary>The line in which a worker tells it.</summary>
    internal string Line => string.Create(
        CultureInfo.InvariantCulture, $"{Mark}{Target}\t{Inputs}\t{Seconds}\t{Kept}\t{Edges}\t{Findings}");

    /// <summary>Reads a worker's line; null if it is another.</summary>
    internal static Tally? Read(string line)
    {
        if (!line.StartsWith(Mark, StringComparison.Ordinal))
        {
            return null;
        }

        string[] told = line[Mark.Length..].Split('\t');
        CultureInfo culture = CultureInfo.InvariantCulture;
        return new(
            told[0],
            long.Parse(told[1], culture),
            double.Parse(told[2], culture),
            int.Parse(told[3], culture),
            int.Parse(told[4], culture),
            int.Parse(told[5], culture));
    }
}
