using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ReplayGraph.Cluster.Calls;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Links;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Conformance;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Grains.Descriptions;
using ReplayGraph.Grains.Events;
using ReplayGraph.Grains.Links;
using ReplayGraph.Grains.Organizations;
using ReplayGraph.Grains.Pages;
using ReplayGraph.Grains.Replays;
using ReplayGraph.Grains.Retention;
using ReplayGraph.Grains.Traces;
using ReplayGraph.LocalCluster;
using ReplayGraph.Queries;

namespace ReplayGraph.Grains.Tests.Cluster;

/// <summary>Behaviour of the cluster beyond the conformance suite.</summary>
public sealed class ClusterGraphTests(ClusterGraphTests.Silo fixture) : IClassFixture<ClusterGraphTests.Silo>
{
    private static readonly LookupQuery _issue = new() { Keys = [NodeKey.Of(World.Issue(5))] };
    private readonly FakeTimeProvider _time = new(World.Now.ToDate());

    private IClusterClient Client => fixture.Silos.Cluster.Client;

    [Fact]
    public async Task UnchangedPage_IsServedFromTheCache()
    {
        IGraph graph = await GraphAsync("paged");

        LinkPage first = await LookupAsync(graph, "paged");
        LinkPage second = await LookupAsync(graph, "paged");
        await IngestAsync(graph, "paged", Make.Error(2, issue: 5, replay: 1));
        LinkPage third = await LookupAsync(graph, "paged");

        Assert.True(first.IsCached);
        Assert.Same(first, second);
        Assert.Equal((1, 2), (first.Links[0].Events, third.Links[0].Events));
        Assert.NotSame(first, third);
    }

    [Fact]
    public async Task SiloOfAPage_ValidatesIt()
    {
        await GraphAsync("validated");
        NodeId node = NodeId.Of(OrganizationId.Parse("validated"), World.Issue(5));
        long tag = (await Client.GetGrain<IIssueGrain>(node.ToString()).LookupAsync(_issue)).Tag;

        long[] stale = await Client.GetGrain<IPageGrain>(PageTag.SiloOf(tag)).StaleAsync([tag, 17]);

        Assert.Equal([17], stale);
        Assert.Equal(NumberedSilo.NumberOf(fixture.Silos.Cluster.Silos[0].SiloAddress), PageTag.SiloOf(tag));
        await Assert.ThrowsAnyAsync<OrleansMessageRejectionException>(
            async () => await Client.GetGrain<IPageGrain>(1).StaleAsync([tag]));
    }

    [Fact]
    public async Task StoreFailure_IsTransientForTheCaller()
    {
        IGraph graph = await GraphAsync("failing");
        fixture.Store.Writing = _ => Fault.Before;
        try
        {
            GraphException failure = await Assert.ThrowsAsync<GraphException>(
                () => IngestAsync(graph, "failing", Make.Error(3, issue: 5, trace: 3)));
            Assert.True(failure.IsTransient);
        }
        finally
        {
            fixture.Store.Writing = _ => Fault.None;
        }

        await IngestAsync(graph, "failing", Make.Error(3, issue: 5, trace: 3));
    }

    [Fact]
    public async Task ClosedOrganization_RejectsFacts()
    {
        IGraph graph = await GraphAsync("closed");
        var organization = Client.GetGrain<IOrganizationGrain>(NodeId.Of(OrganizationId.Parse("closed2")).ToString());
        await organization.CloseAsync(isClosed: true);

        GraphException failure = await Assert.ThrowsAsync<GraphException>(() => IngestAsync(graph, "closed2", Make.Error(1, issue: 5)));
        await organization.CloseAsync(isClosed: false);
        await IngestAsync(graph, "closed2", Make.Error(1, issue: 5));

        Assert.False(failure.IsTransient);
        Assert.Equal(World.Now.ToString(), (await organization.SettingsAsync()).FirstSeen);
    }

    [Fact]
    public async Task CancelledCaller_IsNotServed()
    {
        IGraph graph = await GraphAsync("given-up");
        using var cancel = new CancellationTokenSource();
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await graph.LookupAsync(OrganizationId.Parse("given-up"), _issue, cancel.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await graph.IngestAsync(OrganizationId.Parse("given-up"), Batches.Of(Make.Error(9, issue: 5)), cancel.Token));
    }

    [Fact]
    public async Task Sweep_SweepsTheStoreAtTheCurrentTime()
    {
        await GraphAsync("swept");
        await Client.GetGrain<IRetentionGrain>(0).StartAsync();

        await Client.GetGrain<IRetentionGrain>(0).SweepAsync();

        Assert.Equal(World.Now, fixture.Swept);
    }

    [Fact]
    public async Task Nodes_DescribeThemselves()
    {
        await GraphAsync("described");
        OrganizationId organization = OrganizationId.Parse("described");

        NodeDescription issue = await Client.GetGrain<IIssueGrain>(NodeId.Of(organization, World.Issue(5)).ToString()).GetState();
        NodeDescription transaction =
            await Client.GetGrain<ITransactionGrain>(NodeId.OfTransaction(organization, "/pay").ToString()).GetState();
        NodeDescription trace = await Client.GetGrain<ITraceGrain>(NodeId.Of(organization, World.Trace(1)).ToString()).GetState();
        NodeDescription replay = await Client.GetGrain<IReplayGrain>(NodeId.Of(organization, World.Replay(1)).ToString()).GetState();
        NodeDescription listed = await Client.GetGrain<IEventGrain>(NodeId.Of(organization, World.Event(1)).ToString()).GetState();

        Assert.Equal("Issue described/5", issue.Node);
        EdgeDescription edge = Assert.Single(issue.Edges);
        Assert.Equal(
            ($"Replay described/{World.Replay(1)}", "Tagged, Listed, Trace", "Live", 1), (edge.To, edge.Evidence, edge.Fate, edge.Events));
        Assert.Equal(edge, Assert.Single(transaction.Edges));
        Assert.Contains(
            trace.Edges, one => one.To == $"Event described/{World.Event(1)}" && one.Evidence.Contains("issue 5", StringComparison.Ordinal));
        Assert.Contains(trace.Edges, one => one.To == $"Replay described/{World.Replay(1)}");
        Assert.StartsWith("Live, project 1, 1 segments", replay.Summary, StringComparison.Ordinal);
        Assert.Equal(3, replay.Total);
        Assert.Equal(2, listed.Total);
        Assert.Equal(
            [
                "/explore/described/issues/5", "/explore/described/transactions?name=%2Fpay", $"/explore/described/traces/{World.Trace(1)}",
                $"/explore/described/replays/{World.Replay(1)}", $"/explore/described/events/{World.Event(1)}",
            ],
            new[] { issue, transaction, trace, replay, listed }.Select(node => node.Page));
    }

    private async Task<IGraph> GraphAsync(string organization)
    {
        fixture.Silos.Clock.Shown = _time;
        IGraph graph = fixture.Silos.Graph;
        await IngestAsync(graph, organization, Make.Error(1, issue: 5, trace: 1, replay: 1, transaction: "/pay"));
        await IngestAsync(graph, organization, Make.Segment(1, traces: [1], errors: [1]));
        return graph;
    }

    private static async Task IngestAsync(IGraph graph, string organization, params Facts.IFact[] facts) =>
        await graph.IngestAsync(OrganizationId.Parse(organization), Batches.Of(facts));

    private static async Task<LinkPage> LookupAsync(IGraph graph, string organization) =>
        await graph.LookupAsync(OrganizationId.Parse(organization), _issue);

    /// <summary>A silo on a store that fails on demand.</summary>
    public sealed class Silo : SilosFixture
    {
        private SweptStore _swept = null!;

        /// <summary>The store.</summary>
        public FaultyStore Store { get; private set; } = null!;

        /// <summary>The time of the last sweep.</summary>
        public Timestamp Swept => _swept.Swept;

        /// <inheritdoc/>
        protected override Task<TestSilos> StartAsync()
        {
            Store = new(new MemoryStore());
            _swept = new(Store);
            return TestSilos.StartAsync(
                1, () => _swept, silo => silo.UseInMemoryReminderService(),
                // Test machines stall, which must not lead to an answer from the store.
                services => services.Configure<CallOptions>(options => options.ReadPatience = TimeSpan.FromMinutes(1)));
        }
    }
}
