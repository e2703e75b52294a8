namespace ReplayGraph.Bench.Results;

/// <summary>A row of the result.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Measured">The result, formatted.</param>
/// <param name="Value">The compared number; null if there is no requirement.</param>
/// <param name="Least">The required value.</param>
/// <param name="Aim">The target value.</param>
/// <param name="IsCeiling">Whether lower is better.</param>
internal sealed record Row(
    string What, string Measured, double? Value = null, double? Least = null, double? Aim = null, bool IsCeiling = false)
{
    /// <summary>"aim" or "yes" if reached, "no" if missed, "" without a requirement.</summary>
    public string Verdict => (Value, Least) switch
    {
        ({ } value, _) when Aim is { } aim && Reaches(value, aim) => "aim",
        ({ } value, { } least) => Reaches(value, least) ? "yes" : "no",
        _ => "",
    };

    private bool Reaches(double value, double bound) => IsCeiling ? value <= bound : value >= bound;
}
