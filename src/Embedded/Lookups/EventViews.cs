using ReplayGraph.Embedded.Nodes;
using ReplayGraph.Events;
using ReplayGraph.Issues;
using ReplayGraph.Links;
using ReplayGraph.Queries;
using ReplayGraph.Traces;

namespace ReplayGraph.Embedded.Lookups;

/// <summary>Takes the latest events of some replays, to show each once for a replay.</summary>
internal sealed class EventViews(OrganizationNodes nodes, IReadOnlySet<int> replays) : PairSink
{
    private readonly LatestEvents _latest = new(LookupQuery.MaxLimit);

    /// <summary>The events, latest first, then by id.</summary>
    internal IReadOnlyList<EventView> Sorted => _latest.Sorted;

    internal override void Take(int replay, Evidence evidence, long time, uint row)
    {
        if (_latest.Wants(time) && replays.Contains(replay) && TryShow(nodes, row, nodes.Replay(replay).State.Id, evidence, out ShownEvent shown))
        {
            _latest.Add(shown);
        }
    }

    internal override void TakeEmpty(int replay, Evidence evidence)
    {
        // There is no event to show.
    }

    /// <summary>Shows the observation of a row. False as in <see cref="OrganizationNodes.TryRead"/>.</summary>
    internal static bool TryShow(OrganizationNodes nodes, uint row, ReplayId replay, Evidence evidence, out ShownEvent shown)
    {
        if (!nodes.TryRead(row, out Observation o, out RowState state))
        {
            shown = default;
            return false;
        }

        EventAnnotations? marks = (state & RowState.Diverted) == 0 ? null : nodes.Marks.Find(o.EventId);
        IssueResolver.TryResolve(o, marks, nodes, out IssueId issue);
        shown = ShownEvent.Of(o, issue, replay, evidence);
        return true;
    }
}
