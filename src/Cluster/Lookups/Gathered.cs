using System.Runtime.InteropServices;
using ReplayGraph.Cluster.Caches;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.LinkTables;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Events;
using ReplayGraph.Facts;
using ReplayGraph.Links;
using ReplayGraph.Lookups;
using ReplayGraph.Traces;

namespace ReplayGraph.Cluster.Lookups;

/// <summary>The data that nodes returned for a query. The answer depends on nothing else.</summary>
/// <param name="organization">The organization.</param>
/// <param name="facts">The organization's rare facts.</param>
/// <param name="expiry">The time of the query, and the retention.</param>
/// <param name="evidence">The limits of what counts as evidence.</param>
/// <param name="replays">An existing numbering of replays, from 0.</param>
internal sealed class Gathered(
    OrganizationId organization, IOrganizationFacts facts, Expiry expiry, EvidenceOptions evidence, Numbering<ReplayId>? replays = null)
{
    private readonly Dictionary<NodeId, GatheredLinks> _links = [];
    private readonly Dictionary<EventId, EventAnnotations> _listings = [];
    private readonly Dictionary<EventId, ReplayRef[]> _listedBy = [];
    private readonly Dictionary<EventId, List<RowRef>> _events = [];
    private readonly Dictionary<TraceId, int> _traces = [];
    private readonly Dictionary<(IssueId, bool), IssueReach> _reach = [];
    private readonly List<TraceReplay[]> _replaysOf = [[]];
    private readonly List<Observation> _rows = [default];
    private readonly List<int> _traceOfRow = [0];
    private readonly List<RowRef> _last = [default];
    private readonly ObservationReader _reader = new();

    internal OrganizationId Organization => organization;

    internal IOrganizationFacts Facts => facts;

    internal Expiry Expiry => expiry;

    internal EvidenceOptions EvidenceOptions => evidence;

    /// <summary>The traces that a computation needed and that have not been gathered.</summary>
    internal HashSet<TraceId> Missing { get; } = [];

    /// <summary>The replays, from 0.</summary>
    internal Numbering<ReplayId> Replays { get; } = replays ?? new();

    /// <summary>The rows of the replays, in the same order.</summary>
    internal ReplayRow[] Rows { get; set; } = [];

    /// <summary>The replay whose neighbours are requested; null for those of another node.</summary>
    internal ReplayEdges? Replay { get; set; }

    /// <summary>The highest number of a trace.</summary>
    internal int TraceCount => _replaysOf.Count - 1;

    /// <summary>The observations of all traces; the first is empty.</summary>
    internal ReadOnlySpan<Observation> Observations => CollectionsMarshal.AsSpan(_rows);

    /// <summary>The reach of a lookup of an issue: the same on each call, even if facts arrive meanwhile.</summary>
    internal IssueReach ReachOf(IssueId id, bool strict)
    {
        if (!_reach.TryGetValue((id, strict), out IssueReach reach))
        {
            _reach[(id, strict)] = reach = IssueReach.Of(id, strict, facts);
        }

        return reach;
    }

    /// <summary>Adds the reach of a lookup of an issue.</summary>
    internal void Add(IssueId id, bool strict, IssueReach reach) => _reach[(id, strict)] = reach;

    internal GatheredLinks? Links(NodeId owner) => _links.GetValueOrDefault(owner);

    internal int FindTrace(TraceId id)
    {
        if (!_traces.TryGetValue(id, out int number) && !id.IsNone)
        {
            Missing.Add(id);
        }

        return number;
    }

    internal TraceReplay[] ReplaysOf(int trace) => _replaysOf[trace];

    internal RowRef LastRow(int trace) => _last[trace];

    internal int TraceOf(RowRef row) => _traceOfRow[(int)row.Index];

    /// <summary>The events of all traces.</summary>
    internal IReadOnlyCollection<EventId> Events => _events.Keys;

    internal IReadOnlyList<RowRef> RowsOf(EventId id) => _events.TryGetValue(id, out List<RowRef>? rows) ? rows : [];

    internal ReplayRef[] ListedBy(EventId id) => _listedBy.GetValueOrDefault(id, []);

    internal EventAnnotations? Listings(EventId id) => _listings.GetValueOrDefault(id);

    /// <summary>The number of a replay; none if it was not gathered.</summary>
    internal ReplayRef Find(ReplayId id) => new(Replays.Find(id) + 1);

    internal void Add(NodeId owner, FoldedLinks links) => Add(
        owner, links, ReferenceEquals(links.Replays, Replays) ? null : [.. links.ReplayIds.Select(id => NumberOf(id).Index)]);

    /// <summary>Adds links. The numbers are those of <see cref="GatheredLinks.ReplayNumbers"/>.</summary>
    internal void Add(NodeId owner, FoldedLinks links, int[]? numbers) => _links[owner] = new(links, numbers, facts, _reader);

    internal void Add(NodeId trace, TraceView view)
    {
        int number = _replaysOf.Count;
        _replaysOf.Add(ReplaysIn(view));
        if (trace.Type == NodeType.Trace)
        {
            _traces[trace.Trace] = number;
        }

        List<Observation> observations = _reader.All(view.Observed);
        foreach (ref Observation o in CollectionsMarshal.AsSpan(observations))
        {
            o.Replay = o.ReplayId.IsNone ? default : NumberOf(o.ReplayId);
            var row = new RowRef((uint)_rows.Count);
            _rows.Add(o);
            _traceOfRow.Add(number);
            (CollectionsMarshal.GetValueRefOrAddDefault(_events, o.EventId, out _) ??= []).Add(row);
        }

        _last.Add(observations.Count == 0 ? default : new((uint)_rows.Count - 1));
        foreach (Listed listed in view.Listed)
        {
            EventAnnotations known = CollectionsMarshal.GetValueRefOrAddDefault(_listings, listed.Event, out _) ??= new();
            known.Add(new Listing(NumberOf(listed.Replay), listed.Project));
        }
    }

    private TraceReplay[] ReplaysIn(TraceView view)
    {
        Dictionary<ReplayId, TraceRole> roles = view.Seen.ToDictionary(id => id, _ => TraceRole.Lists);
        foreach (ReplayId id in view.Named)
        {
            roles[id] = roles.GetValueOrDefault(id) | TraceRole.Named;
        }

        return [.. roles.Select(one => new TraceReplay(NumberOf(one.Key), one.Value))];
    }

    /// <summary>Adds the replays that list an event, which may not have arrived.</summary>
    internal void Add(EventId id, IEnumerable<ReplayId> listedBy) => _listedBy[id] = [.. listedBy.Select(NumberOf)];

    internal ReplayRef NumberOf(ReplayId replay) => new(Replays.FindOrAdd(replay) + 1);
}
