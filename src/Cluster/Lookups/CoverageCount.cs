using ReplayGraph.Issues;
using ReplayGraph.Links;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Queries;
using ReplayGraph.Replays;
using ReplayGraph.Traces;

namespace ReplayGraph.Cluster.Lookups;

/// <summary>Counts which events have replays, trace by trace as they are gathered.</summary>
internal sealed class CoverageCount(CoverageQuery query, Moment moment)
{
    private readonly EventFilter _events =
        new(new LinkFilter { Window = query.Window, Projects = query.Projects, Visible = query.Visible }, moment);

    private readonly CoverageTally _tally = new();

    /// <summary>Counts the events of all traces that were gathered, which were not before.</summary>
    internal void Add(Gathered gathered)
    {
        foreach (GatheredTrace trace in gathered.Traces)
        {
            foreach (ref readonly Observation o in trace.Observations)
            {
                if (IssueResolver.TryResolve(o, gathered.Facts.Marks(o.EventId), gathered.Facts, out IssueId issue) && _events.Passes(o, issue))
                {
                    var fates = new FatesOf(gathered.Rows, query.Visible, moment.Now);
                    trace.Pairs(o, ref fates);
                    _tally.Add(o, fates.Found);
                }
            }
        }
    }

    /// <summary>The counts, by project, day, kind and side.</summary>
    internal IReadOnlyList<CoverageRow> Rows() => _tally.Rows();

    private ref struct FatesOf(IReadOnlyList<ReplayRow> rows, IReadOnlySet<ProjectId>? visible, Timestamp now) : IPairVisitor
    {
        internal FateSet Found { get; private set; }

        public void Visit(ReplayRef replay, Evidence evidence)
        {
            ReplayRow row = rows[replay.Index - 1];
            bool isVisible = visible is null || row.ProjectId.IsNone || visible.Contains(row.ProjectId);
            Found |= isVisible ? row.FateAt(now).AsSet() : FateSet.None;
        }
    }
}
