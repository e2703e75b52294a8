using ReplayGraph.Links;
using ReplayGraph.Replays;
using ReplayGraph.Traces;

namespace ReplayGraph.Lookups;

/// <summary>What counts of the evidence of the links of a node.</summary>
internal readonly ref struct RowEvidence<TView>
    where TView : struct, IGraphView
{
    private readonly TView _view;
    private readonly LinkSet _links;
    private readonly EventPairs<TView> _pairs;
    private readonly EvidenceRules _rules;
    private readonly FateSet _fates;
    private readonly int[]? _numbers;
    private readonly HashSet<RowRef>? _shared;
    private readonly HashSet<RowRef>? _withOwn;

    /// <summary>Reads what the rows of an observation decide about each other.</summary>
    /// <param name="view">The graph.</param>
    /// <param name="links">The links.</param>
    /// <param name="pairs">Confirms siblings.</param>
    /// <param name="fates">The fates that are asked for; siblings of other replays are not confirmed.</param>
    internal RowEvidence(TView view, LinkSet links, EventPairs<TView> pairs, FateSet fates)
    {
        (_view, _links, _pairs, _rules, _fates, _numbers) = (view, links, pairs, new(view.EvidenceOptions, view.Expiry.Now), fates, links.ReplayNumbers);
        if (!links.HasOthers)
        {
            return;
        }

        (_shared, _withOwn) = ([], []);
        foreach (ref readonly LinkRow row in links.Rows)
        {
            if (row.Replay.IsNone && row.Evidence != Evidence.None)
            {
                _shared.Add(row.Observation);
            }
            else if (row.HasOthers && (row.Evidence & Evidence.Direct) != 0 && _rules.IsOwn(row.Evidence, view.HeadOf(ReplayOf(row)), row.Time))
            {
                _withOwn.Add(row.Observation);
            }
        }
    }

    /// <summary>The replay of a row, by its number in the view.</summary>
    internal ReplayRef ReplayOf(in LinkRow row) => _numbers is null ? row.Replay : new(_numbers[row.Replay.Index - 1]);

    /// <summary>
    /// Reads the replays of rows that are about to be asked for: their cache misses overlap, while one row after the other would wait for its
    /// own.
    /// </summary>
    /// <returns>Bits of them, returned only so that the reads are not optimized away.</returns>
    internal long Touch(ReadOnlySpan<LinkRow> rows)
    {
        long bits = 0;
        foreach (ref readonly LinkRow row in rows)
        {
            bits ^= row.Replay.IsNone ? 0 : _view.HeadOf(ReplayOf(row)).FinishedAt.Milliseconds;
        }

        return bits;
    }

    /// <summary>What counts of a row's evidence.</summary>
    internal Evidence Of(in LinkRow row, ReplayRef replay)
    {
        Evidence evidence = row.Evidence;
        bool hasOwn = row.HasOthers && _withOwn!.Contains(row.Observation);
        if (row.HasOthers && _shared!.Contains(row.Observation))
        {
            evidence &= Evidence.Direct;
        }

        ReplayHead head = _view.HeadOf(replay);
        Evidence counted = _rules.Counted(evidence, head, row.Time, hasOwn);
        bool isSibling = evidence == Evidence.Sibling && counted != Evidence.None;
        return isSibling && !(_fates.Has(head.FateAt(_view.Expiry.Now)) && IsConfirmed(row, replay)) ? Evidence.None : counted;
    }

    // The event that named the replay may be withdrawn, deleted or expired.
    private bool IsConfirmed(in LinkRow row, ReplayRef replay) =>
        _links.TryRead(row, out Observation o) && _pairs.IsNamed(_view.FindTrace(o.TraceId), replay);
}
