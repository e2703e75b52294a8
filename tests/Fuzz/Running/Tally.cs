using System.Globalization;

namespace ReplayGraph.Fuzz.Running;

/// <summary>The result of fuzzing one target.</summary>
/// <param name="Target">Its name.</param>
/// <param name="Inputs">Inputs that were run.</param>
/// <param name="Seconds">The duration in seconds.</param>
/// <param name="Kept">Inputs that reached new edges.</param>
/// <param name="Edges">Edges reached; 0 without instrumentation.</param>
/// <param name="Findings">The number of findings.</param>
internal sealed record Tally(string Target, long Inputs, double Seconds, int Kept, int Edges, int Findings)
{
    private const string Mark = "= ";

    /// <summary>The header of the table of results.</summary>
    internal static string Head => $"{"target",-20}{"inputs",14}{"a second",10}{"kept",8}{"edges",8}{"findings",10}";

    /// <summary>A line of the table.</summary>
    internal string Row => string.Create(
        CultureInfo.InvariantCulture,
        $"{Target,-20}{Inputs,14:N0}{Inputs / Math.Max(Seconds, 0.001),10:N0}{Kept,8}{Edges,8}{Findings,10}");

    /// <summary>The line that a worker prints.</summary>
    internal string Line => string.Create(
        CultureInfo.InvariantCulture, $"{Mark}{Target}\t{Inputs}\t{Seconds}\t{Kept}\t{Edges}\t{Findings}");

    /// <summary>Parses a worker's line; null if it is not a result.</summary>
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
