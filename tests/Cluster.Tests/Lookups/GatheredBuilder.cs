using ReplayGraph.Cluster.Caches;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.LinkTables;
using ReplayGraph.Cluster.Lookups;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Cluster.Tests.Links;
using ReplayGraph.Conformance;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Facts;
using ReplayGraph.Links;
using ReplayGraph.Lookups;
using ReplayGraph.Queries;
using ReplayGraph.Replays;

namespace ReplayGraph.Cluster.Tests.Lookups;

/// <summary>
/// Builds gathered data by number, without nodes. By default, replays are live, of project 1, and last from 60 to 50 minutes before now.
/// </summary>
internal sealed class GatheredBuilder
{
    private static readonly ReplaySummary _live = new()
    {
        Fate = Fate.Live,
        ProjectId = World.Project(1),
        StartedAt = World.At(-60),
        FinishedAt = World.At(-50),
        ExpiresAt = World.At(World.Day),
    };

    private readonly OrganizationFacts _facts = new();
    private readonly Dictionary<ReplayId, ReplayRow> _rows = [];
    private readonly Gathered _gathered;

    internal GatheredBuilder(params IEnumerable<IFact> rare)
    {
        foreach (IFact fact in rare)
        {
            _facts.Take(Batches.Encode(fact));
        }

        _gathered = new(World.Organization, _facts, new Expiry(World.Now, TimeSpan.FromDays(90)), EvidenceOptions.Default);
    }

    internal IOrganizationFacts Facts => _facts;

    internal Gathered Gathered
    {
        get
        {
            _gathered.Rows = [.. _gathered.Replays.Values.Select(RowOf)];
            return _gathered;
        }
    }

    internal GatheredView View => new(Gathered);

    /// <summary>Adds a source of moved events to an issue.</summary>
    internal GatheredBuilder From(int from, int into)
    {
        _facts.Take(new Source(World.Issue(into), World.Issue(from)));
        return this;
    }

    internal GatheredBuilder Issue(int id, params byte[][] entries) => Owner(NodeId.Of(World.Organization, World.Issue(id)), entries);

    internal GatheredBuilder Transaction(string name, params byte[][] entries) => Owner(NodeId.OfTransaction(World.Organization, name), entries);

    internal GatheredBuilder Trace(int id, int[] seen, EventFact[] observed, params (int Event, int Replay, int Project)[] listed) =>
        Place(NodeId.Of(World.Organization, World.Trace(id)), seen, observed, listed);

    internal GatheredBuilder Untraced(EventFact observed, params (int Event, int Replay, int Project)[] listed) =>
        Place(NodeId.Of(World.Organization, default, observed.EventId), [], [observed], listed);

    internal GatheredBuilder Event(int id, params int[] listedBy)
    {
        _gathered.Add(World.Event(id), listedBy.Select(World.Replay));
        return this;
    }

    internal GatheredBuilder Replay(int id, Func<ReplaySummary, ReplaySummary> change)
    {
        _rows[World.Replay(id)] = ReplayRow.Of(World.Replay(id), 1, change(_live));
        return this;
    }

    internal LinkPage Ask(LookupQuery query) => Lookup<GatheredView>.Run(View, query, CancellationToken.None).Page;

    /// <summary>The replays of one key, best first, each with its events.</summary>
    internal IEnumerable<(int Replay, int Events)> Links(NodeKey key, LinkFilter? filter = null, bool strict = false) =>
        Ask(new LookupQuery { Keys = [key], Filter = filter ?? LinkFilter.None, Strict = strict }).Links
            .Select(link => (World.Number(link.ReplayId), link.Events));

    internal ReplayRow RowOf(ReplayId id) => _rows.GetValueOrDefault(id) ?? ReplayRow.Of(id, 1, _live);

    private GatheredBuilder Owner(NodeId owner, byte[][] entries)
    {
        var table = new FoldedLinks();
        table.Add(Entries.Both(entries));
        _gathered.Add(owner, table);
        return this;
    }

    private GatheredBuilder Place(NodeId place, int[] seen, EventFact[] observed, (int Event, int Replay, int Project)[] listed)
    {
        _gathered.Add(place, new TraceView(
            Batches.Of(observed.Cast<IFact>()).Bytes.ToArray(),
            [.. seen.Select(World.Replay)],
            [.. listed.Select(one => new Listed(World.Event(one.Event), World.Replay(one.Replay), World.Project(one.Project)))],
            [.. observed.Select(fact => fact.ReplayId).Concat(listed.Select(one => World.Replay(one.Replay))).Where(id => !id.IsNone).Distinct()]));
        return this;
    }
}
