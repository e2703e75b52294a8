using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Links;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Cluster.Organizations;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Cluster.Traces;

namespace ReplayGraph.Cluster.Lookups;

/// <summary>What nodes said, as far as a question concerns it: the question is answered from this alone.</summary>
/// <param name="organization">Whose.</param>
/// <param name="facts">The organization's rare facts.</param>
/// <param name="moment">When the question is asked.</param>
/// <param name="replays">The numbers that replays have already.</param>
internal sealed class Gathered(OrganizationId organization, IOrganizationFacts facts, Moment moment, Numbering<ReplayId>? replays = null)
{
    private readonly Dictionary<NodeId, GatheredLinks> _links = [];
    private readonly Dictionary<NodeId, GatheredTrace> _traces = [];
    private readonly Dictionary<EventId, EventReply> _events = [];
    private readonly Dictionary<(IssueId, bool), IssueReach> _reach = [];
    private readonly ObservationReader _reader = new();

    internal OrganizationId Organization => organization;

    internal IOrganizationFacts Facts => facts;

    internal Moment Moment => moment;

    /// <summary>The replays that were spoken of.</summary>
    internal Numbering<ReplayId> Replays { get; } = replays ?? new();

    /// <summary>Their rows, by number.</summary>
    internal IReadOnlyList<ReplayRow> Rows { get; set; } = [];

    /// <summary>All traces, and events that were joined alone.</summary>
    internal IEnumerable<GatheredTrace> Traces => _traces.Values;

    /// <summary>What a lookup of an issue reaches: the same each time, though facts come meanwhile.</summary>
    internal IssueReach ReachOf(IssueId id, bool strict)
    {
        if (!_reach.TryGetValue((id, strict), out IssueReach? reach))
        {
            _reach[(id, strict)] = reach = IssueReach.Of(id, strict, facts);
        }

        return reach;
    }

    internal GatheredLinks? Links(NodeId owner) => _links.GetValueOrDefault(owner);

    internal GatheredTrace? Trace(NodeId trace) => _traces.GetValueOrDefault(trace);

    internal EventReply? Event(EventId id) => _events.GetValueOrDefault(id);

    /// <summary>The number of a replay; -1 if nobody spoke of it.</summary>
    internal int Find(ReplayId id) => Replays.Find(id);

    internal void Add(NodeId owner, LinkTable table)
    {
        int[]? numbers = ReferenceEquals(table.Replays, Replays) ? null : [.. table.ReplayIds.Select(Replays.FindOrAdd)];
        _links[owner] = new(table, numbers);
    }

    internal void Add(NodeId trace, TraceView view) => _traces[trace] = new GatheredTrace(trace, view, _reader, Replays);

    internal void Add(EventId id, EventReply reply)
    {
        _events[id] = reply;
        foreach (Listed listed in reply.Listed)
        {
            Replays.FindOrAdd(listed.Replay);
        }
    }
}

/// <summary>The links of an issue or a transaction.</summary>
/// <param name="Table">They.</param>
/// <param name="Numbers">The number of each of the table's replays; null: as in the table.</param>
internal sealed record GatheredLinks(LinkTable Table, int[]? Numbers)
{
    internal int NumberOf(in LinkRow row) => Numbers is null ? row.Replay : Numbers[row.Replay];
}
