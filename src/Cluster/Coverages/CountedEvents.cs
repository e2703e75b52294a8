using ReplayGraph.Facts;
using ReplayGraph.Queries;

namespace ReplayGraph.Cluster.Coverages;

/// <summary>The events of one side and one minute that a trace counts under one outcome.</summary>
/// <param name="Side">The number of the side.</param>
/// <param name="Minute">The minute: since 1970, or since another minute.</param>
/// <param name="Outcome">The outcome.</param>
/// <param name="Count">The number of events.</param>
internal readonly record struct CountedEvents(int Side, int Minute, Outcome Outcome, int Count) : IComparable<CountedEvents>
{
    /// <inheritdoc/>
    public int CompareTo(CountedEvents other) => (Side, Minute, Outcome, Count).CompareTo((other.Side, other.Minute, other.Outcome, other.Count));
}

/// <summary>A row of coverage without its day.</summary>
internal readonly record struct CoverageSide(ProjectId Project, FactKind Kind, bool Backend)
{
    /// <summary>The row of a day.</summary>
    internal CoverageKey On(DateOnly day) => new(Project, day, Kind, Backend);
}
