using System.Runtime.InteropServices;
using ReplayGraph.Facts;
using ReplayGraph.Issues;
using ReplayGraph.Links;
using ReplayGraph.Nodes.Store;
using ReplayGraph.Queries;
using ReplayGraph.Replays;
using ReplayGraph.Traces;

namespace ReplayGraph.Nodes.Lookups;

/// <summary>Counts which events have replays. An event that was observed twice counts once, by the observation that fares better.</summary>
internal sealed class CoverageCount(CoverageQuery query, Moment moment)
{
    private readonly EventFilter _events =
        new(new LinkFilter { Window = query.Window, Projects = query.Projects, Visible = query.Visible }, moment);

    private readonly Dictionary<(ProjectId Project, DateOnly Day, FactKind Kind, bool Backend), int> _numbers = [];
    private readonly Dictionary<(int Row, EventId Event), Outcome> _outcomes = [];

    // Better ones first.
    private enum Outcome : byte
    {
        Linked = 1,
        Unnamed,
        Unseen,
        Pending,
        Partial,
        Gone,
    }

    /// <summary>Counts the events of all traces that were gathered, which were not before.</summary>
    internal void Add(Gathered gathered)
    {
        foreach (GatheredTrace trace in gathered.Traces)
        {
            foreach (ref readonly Observation o in trace.Observations)
            {
                if (Belonging.TryResolve(o, gathered.Facts.Marks(o.EventId), gathered.Facts, out IssueId issue) && _events.Passes(o, issue))
                {
                    var fates = new FatesOf(gathered.Rows, query.Visible, moment.Now);
                    trace.Pairs(o, ref fates);
                    Count(o, OutcomeOf(o, fates.Found));
                }
            }
        }
    }

    /// <summary>The counts, by project, day, kind and side.</summary>
    internal IReadOnlyList<CoverageRow> Rows()
    {
        var counts = new int[_numbers.Count, (int)Outcome.Gone + 1];
        foreach (((int row, _), Outcome outcome) in _outcomes)
        {
            counts[row, (int)outcome]++;
        }

        return [.. _numbers.OrderBy(row => row.Key.Project.Value).ThenBy(row => row.Key.Day).ThenBy(row => row.Key.Kind)
            .ThenBy(row => row.Key.Backend).Select(row => RowOf(row.Key, outcome => counts[row.Value, (int)outcome]))];
    }

    private static CoverageRow RowOf((ProjectId Project, DateOnly Day, FactKind Kind, bool Backend) key, Func<Outcome, int> count) =>
        new(key.Project, key.Day, key.Kind, key.Backend)
        {
            Total = Enum.GetValues<Outcome>().Sum(count),
            Linked = count(Outcome.Linked),
            Unnamed = count(Outcome.Unnamed),
            Unseen = count(Outcome.Unseen),
            Pending = count(Outcome.Pending),
            Partial = count(Outcome.Partial),
            Gone = count(Outcome.Gone),
        };

    private static Outcome OutcomeOf(in Observation o, FateSet fates) =>
        fates.Has(Fate.Live) ? Outcome.Linked
        : fates.Has(Fate.Pending) ? Outcome.Pending
        : fates.Has(Fate.Partial) ? Outcome.Partial
        : fates != FateSet.None ? Outcome.Gone
        : !o.ReplayId.IsNone ? Outcome.Pending
        : o.TraceId.IsNone ? Outcome.Unnamed
        : Outcome.Unseen;

    private void Count(in Observation o, Outcome outcome)
    {
        var day = DateOnly.FromDateTime(o.Timestamp.ToDate().UtcDateTime);
        var key = (o.ProjectId, day, o.Kind, Platforms.IsBackend(o.Platform?.ToString(), o.Sdk?.ToString()));
        if (!_numbers.TryGetValue(key, out int row))
        {
            row = _numbers.Count;
            _numbers.Add(key, row);
        }

        ref Outcome known = ref CollectionsMarshal.GetValueRefOrAddDefault(_outcomes, (row, o.EventId), out bool wasKnown);
        known = wasKnown && known < outcome ? known : outcome;
    }

    private ref struct FatesOf(IReadOnlyList<ReplayRow> rows, IReadOnlySet<ProjectId>? visible, Timestamp now) : IPairVisitor
    {
        internal FateSet Found { get; private set; }

        public void Visit(ReplayRef replay, Evidence evidence)
        {
            ReplayRow row = rows[replay.Index - 1];
            bool isVisible = visible is null || row.ProjectId.IsNone || visible.Contains(row.ProjectId);
            Found |= isVisible ? (FateSet)(1 << (int)row.FateAt(now)) : FateSet.None;
        }
    }
}
