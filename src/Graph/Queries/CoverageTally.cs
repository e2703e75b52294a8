using System.Runtime.InteropServices;

namespace ReplayGraph.Queries;

/// <summary>
/// Counts which events have replays. An event counts once in each row (project, day, kind and side), with the best outcome of its
/// observations in that row.
/// </summary>
public sealed class CoverageTally
{
    /// <summary>The number of counts of a row: one for each number of an <see cref="Outcome"/>.</summary>
    internal const int Outcomes = (int)Outcome.Unnamed + 1;

    private readonly Dictionary<CoverageKey, int> _numbers = [];
    private readonly List<int[]> _sums = [];
    private readonly Dictionary<(int Row, EventId Event), Outcome> _outcomes = [];

    /// <summary>Counts an observation.</summary>
    /// <param name="key">Its row.</param>
    /// <param name="id">Its event.</param>
    /// <param name="outcome">Its own outcome.</param>
    /// <returns>The number of its row.</returns>
    public int Add(in CoverageKey key, EventId id, Outcome outcome)
    {
        int row = RowOf(key);
        ref Outcome best = ref CollectionsMarshal.GetValueRefOrAddDefault(_outcomes, (row, id), out bool isKnown);
        best = isKnown && best < outcome ? best : outcome;
        return row;
    }

    /// <summary>Adds the counts of events of a row that nothing else adds.</summary>
    /// <param name="key">The row.</param>
    /// <param name="counts">The number of events of each <see cref="Outcome"/>, at its number.</param>
    internal void Add(in CoverageKey key, ReadOnlySpan<int> counts)
    {
        int[] sums = _sums[RowOf(key)];
        for (int i = 0; i < counts.Length; i++)
        {
            sums[i] += counts[i];
        }
    }

    /// <summary>The outcome of an event in a row: the best of its observations there so far.</summary>
    public Outcome BestOf(int row, EventId id) => _outcomes.GetValueOrDefault((row, id));

    /// <summary>The counts, by project, day, kind and side.</summary>
    public IReadOnlyList<CoverageRow> Rows() => [.. Counts().OrderBy(row => row.Key).Select(row => row.Key.ToRow(row.Value))];

    /// <summary>The counts of the rows, in any order.</summary>
    internal IReadOnlyDictionary<CoverageKey, int[]> Counts()
    {
        int[][] counts = [.. _sums.Select(sums => sums.ToArray())];
        foreach (((int row, _), Outcome outcome) in _outcomes)
        {
            counts[row][(int)outcome]++;
        }

        return _numbers.ToDictionary(row => row.Key, row => counts[row.Value]);
    }

    private int RowOf(in CoverageKey key)
    {
        if (!_numbers.TryGetValue(key, out int row))
        {
            row = _numbers.Count;
            _numbers.Add(key, row);
            _sums.Add(new int[Outcomes]);
        }

        return row;
    }
}
