using ReplayGraph.Facts;

namespace ReplayGraph.Queries;

/// <summary>Identifies a row of coverage. Rows are in this order.</summary>
/// <param name="Project">The project.</param>
/// <param name="Day">The day, in UTC.</param>
/// <param name="Kind">Errors or transactions.</param>
/// <param name="Backend">False for events of a browser or mobile SDK.</param>
public readonly record struct CoverageKey(ProjectId Project, DateOnly Day, FactKind Kind, bool Backend) : IComparable<CoverageKey>
{
    /// <inheritdoc/>
    public int CompareTo(CoverageKey other) => (Project.Value, Day, Kind, Backend).CompareTo((other.Project.Value, other.Day, other.Kind, other.Backend));

    /// <summary>The row with these counts.</summary>
    /// <param name="counts">The number of events of each <see cref="Outcome"/>, at its number.</param>
    public CoverageRow ToRow(ReadOnlySpan<int> counts)
    {
        int total = 0;
        foreach (int count in counts)
        {
            total += count;
        }

        return new(Project, Day, Kind, Backend)
        {
            Total = total,
            Linked = counts[(int)Outcome.Linked],
            Partial = counts[(int)Outcome.Partial],
            Pending = counts[(int)Outcome.Pending],
            Gone = counts[(int)Outcome.Gone],
            Stale = counts[(int)Outcome.Stale],
            Shared = counts[(int)Outcome.Shared],
            Unseen = counts[(int)Outcome.Unseen],
            Unnamed = counts[(int)Outcome.Unnamed],
        };
    }
}
