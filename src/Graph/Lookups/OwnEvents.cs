using ReplayGraph.Issues;
using ReplayGraph.Links;
using ReplayGraph.Queries;
using ReplayGraph.Traces;

namespace ReplayGraph.Lookups;

/// <summary>The events of a trace, an event id or a replay that pass a filter.</summary>
internal sealed class OwnEvents<TView>(TView view, LinkFilter filter)
    where TView : struct, IGraphView
{
    private readonly EventFilter _events = new(filter, view.Expiry);
    private readonly EventPairs<TView> _pairs = new(view);
    private readonly List<ShownEvent> _shown = [];

    /// <summary>The events of a trace or an event id, shown without a replay.</summary>
    internal List<ShownEvent> Of(in NodeKey key)
    {
        foreach (RowRef row in RowsOf(key))
        {
            if (TryRead(row, out Observation o, out IssueId issue))
            {
                _shown.Add(view.Show(o, issue));
            }
        }

        return _shown;
    }

    /// <summary>Whether a trace or an event id has any.</summary>
    internal bool Any(in NodeKey key, CancellationToken cancel)
    {
        foreach (RowRef row in RowsOf(key))
        {
            cancel.ThrowIfCancellationRequested();
            if (TryRead(row, out _, out _))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The events that are linked with a replay.</summary>
    internal List<ShownEvent> Of(ReplayRef replay)
    {
        foreach (RowRef row in view.RowsAround(replay))
        {
            if (!TryRead(row, out Observation o, out IssueId issue))
            {
                continue;
            }

            var evidence = new EvidenceOf(replay);
            _pairs.Visit(view.TraceOf(row), o, ref evidence);
            if ((evidence.Found & Evidence.Any) != 0)
            {
                _shown.Add(view.Show(o, issue, replay, evidence.Found));
            }
        }

        return _shown;
    }

    private bool TryRead(RowRef row, out Observation o, out IssueId issue)
    {
        issue = default;
        return view.TryRead(row, out o)
            && IssueResolver.TryResolve(o, view.Overrides(row, o.EventId), view.Issues, out issue)
            && _events.Passes(o, issue);
    }

    private IEnumerable<RowRef> RowsOf(NodeKey key) => key.Kind == NodeKind.Trace ? RowsOf(view.FindTrace(key.Trace)) : RowsOf(key.Event);

    private IEnumerable<RowRef> RowsOf(int trace)
    {
        for (RowRef row = trace == 0 ? default : view.LastRow(trace); !row.IsNone; row = view.RowBefore(row))
        {
            yield return row;
        }
    }

    private List<RowRef> RowsOf(EventId id)
    {
        var rows = new RowList([]);
        view.VisitRows(id, ref rows);
        return rows.Rows;
    }

    private readonly record struct RowList(List<RowRef> Rows) : IRowVisitor
    {
        public void Visit(RowRef row) => Rows.Add(row);
    }

    private ref struct EvidenceOf(ReplayRef wanted) : IPairVisitor
    {
        internal Evidence Found { get; private set; }

        public void Visit(ReplayRef replay, Evidence evidence) => Found |= replay == wanted ? evidence : Evidence.None;
    }
}
