namespace ReplayGraph.Bench.Results;

/// <summary>A line of the result.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Measured">What it came to, for people.</param>
/// <param name="Value">The number that is compared; null if nothing is asked of it.</param>
/// <param name="Least">What it must reach at least, or stay below.</param>
/// <param name="Aim">What it should reach, or stay below.</param>
/// <param name="IsCeiling">Whether lower is better.</param>
internal sealed record Row(
    string What, string Measured, double? Value = null, double? Least = null, double? Aim = null, bool IsCeiling = false)
{
    /// <summary>"aim" or "yes" if it is reached, "no" if not, "" if nothing is asked.</summary>
    public string Verdict => (Value, Least) switch
    {
        ({ } value, _) when Aim is { } aim && Reaches(value, aim) => "aim",
        ({ } value, { } least) => Reaches(value, least) ? "yes" : "no",
        _ => "",
    };

    private bool Reaches(double value, double bound) => IsCeiling ? value <= bound : value >= bound;
}
