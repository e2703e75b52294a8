using ReplayGraph.Embedded.Nodes;
using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Embedded.Lookups;

/// <summary>Takes the observations that are linked with any of some replays, each once, to show them beside none.</summary>
internal sealed class LinkedEvents(OrganizationNodes nodes, IReadOnlySet<int> replays) : PairSink
{
    private readonly HashSet<uint> _rows = [];
    private readonly List<ShownEvent> _shown = [];

    /// <summary>The observations.</summary>
    internal IReadOnlyList<ShownEvent> Shown => _shown;

    internal override void Take(int replay, Evidence evidence, long time, uint row)
    {
        if (replays.Contains(replay) && _rows.Add(row) && EventViews.TryShow(nodes, row, default, Evidence.None, out ShownEvent shown))
        {
            _shown.Add(shown);
        }
    }

    internal override void TakeEmpty(int replay, Evidence evidence)
    {
        // There is no event to show.
    }
}
