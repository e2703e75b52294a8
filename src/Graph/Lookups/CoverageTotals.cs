using System.Runtime.InteropServices;
using ReplayGraph.Queries;

namespace ReplayGraph.Lookups;

/// <summary>The sums of blocks, from which coverage is answered without a scan.</summary>
public sealed class CoverageTotals
{
    private readonly Dictionary<CoverageKey, int[]> _counts = [];
    private readonly HashSet<CoverageBlock> _repeating = [];

    /// <summary>Whether blocks can answer a query: they know neither issues nor names, and assume that the caller sees every replay.</summary>
    public static bool CanAnswer(CoverageQuery query) => query is { Visible: null, Issue.IsNone: true, Transaction: null };

    /// <summary>Replaces a block.</summary>
    /// <param name="before">The block before; null: none.</param>
    /// <param name="now">The block now; null: none.</param>
    public void Replace(CoverageBlock? before, CoverageBlock? now)
    {
        Add(before, -1);
        Add(now, 1);
        if (before is { Repeated.Count: > 0 })
        {
            _repeating.Remove(before);
        }

        if (now is { Repeated.Count: > 0 })
        {
            _repeating.Add(now);
        }
    }

    /// <summary>Answers a query.</summary>
    /// <param name="query">The query, which blocks <see cref="CanAnswer"/>.</param>
    /// <param name="cut">The days of which the query's window leaves out a part.</param>
    /// <param name="add">Adds the events of such a day that are in the window.</param>
    public IReadOnlyList<CoverageRow> Rows(CoverageQuery query, IReadOnlySet<DateOnly> cut, Action<Coverage, DateOnly> add)
    {
        var coverage = new Coverage(query);
        foreach ((CoverageKey key, int[] counts) in _counts)
        {
            if (query.Window.Touches(key.Day) && !cut.Contains(key.Day))
            {
                coverage.Add(key, counts);
            }
        }

        foreach (RepeatedEvent one in _repeating.SelectMany(block => block.Repeated))
        {
            coverage.Add(one);
        }

        foreach (DateOnly day in cut)
        {
            add(coverage, day);
        }

        return coverage.Rows;
    }

    private void Add(CoverageBlock? block, int sign)
    {
        foreach ((CoverageKey key, int[] counts) in block?.Counts ?? new Dictionary<CoverageKey, int[]>())
        {
            Add(counts, sign, CollectionsMarshal.GetValueRefOrAddDefault(_counts, key, out _) ??= new int[CoverageTally.Outcomes]);
        }
    }

    private static void Add(int[] counts, int sign, int[] to)
    {
        for (int i = 0; i < counts.Length; i++)
        {
            to[i] += sign * counts[i];
        }
    }
}
