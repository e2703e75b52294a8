using Microsoft.Extensions.Time.Testing;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Facts;
using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Conformance.Suite;

/// <summary>Opens the graphs of a test and closes them afterwards. Offers short ways to ingest and to query.</summary>
public abstract class GraphFixture : IAsyncLifetime
{
    private readonly List<IGraph> _open = [];

    /// <summary>The clock of all graphs of a test. It shows <see cref="World.Now"/> until a test sets it.</summary>
    protected FakeTimeProvider Time { get; } = new(World.Now.ToDate());

    /// <summary>Nothing to prepare.</summary>
    public virtual Task InitializeAsync() => Task.CompletedTask;

    /// <summary>Closes what was opened.</summary>
    public virtual async Task DisposeAsync()
    {
        foreach (IGraph graph in _open)
        {
            await CloseAsync(graph);
        }
    }

    /// <summary>The most orders of the same facts that are tried. Hosts whose every call takes milliseconds try fewer.</summary>
    protected virtual int MostOrders => int.MaxValue;

    /// <summary>
    /// Creates an empty graph that uses the clock and 90 days of default retention, and shares nothing with graphs created
    /// before. The fixture disposes of it if it is disposable.
    /// </summary>
    protected abstract ValueTask<IGraph> CreateAsync(TimeProvider time);

    /// <summary>Closes a graph and reopens it on its data. A host without durable data returns the same graph.</summary>
    protected virtual ValueTask<IGraph> ReopenAsync(IGraph graph, TimeProvider time) => ValueTask.FromResult(graph);

    /// <summary>Disposes of a graph if it is disposable. Used by <see cref="ReopenAsync"/>.</summary>
    protected async ValueTask CloseAsync(IGraph graph)
    {
        if (graph is IAsyncDisposable async)
        {
            await async.DisposeAsync();
        }
        else if (graph is IDisposable disposable)
        {
            disposable.Dispose();
        }
    }

    /// <summary>Creates a graph and ingests the facts in one batch.</summary>
    protected async Task<IGraph> GraphOf(params IEnumerable<IFact> facts)
    {
        IGraph graph = await CreateAsync(Time);
        _open.Add(graph);
        await TellAsync(graph, facts);
        return graph;
    }

    /// <summary>Closes and reopens a graph.</summary>
    protected async Task<IGraph> AgainAsync(IGraph graph)
    {
        _open.Remove(graph);
        IGraph again = await ReopenAsync(graph, Time);
        _open.Add(again);
        return again;
    }

    /// <summary>Ingests facts in one batch.</summary>
    protected static async Task<IngestResult> TellAsync(IGraph graph, params IEnumerable<IFact> facts) =>
        await graph.IngestAsync(World.Organization, Batches.Of(facts));

    /// <summary>
    /// Checks a graph for each order of the facts, or for <see cref="MostOrders"/> that are drawn. Each fact is a batch of its own.
    /// </summary>
    protected async Task InEveryOrderAsync(Func<IGraph, Task> check, params IFact[] facts)
    {
        IFact[][] orders = [.. Orders(facts)];
        if (orders.Length > MostOrders)
        {
            new Random(orders.Length).Shuffle(orders);
        }

        foreach (IFact[] order in orders.Take(MostOrders))
        {
            IGraph graph = await GraphOf();
            foreach (IFact fact in order)
            {
                await TellAsync(graph, fact);
            }

            try
            {
                await check(graph);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                throw new InvalidOperationException($"In this order: {new Deck(0, order)}\n{e.Message}", e);
            }
        }
    }

    /// <summary>The links of one key, best first.</summary>
    protected static async Task<IReadOnlyList<Link>> LinksAsync(
        IGraph graph, NodeKey key, LinkFilter? filter = null, bool strict = false)
    {
        filter ??= LinkFilter.None;
        var query = new LookupQuery { Keys = [key], Filter = filter, Strict = strict, Limit = LookupQuery.MaxLimit };
        LinkPage page = await graph.LookupAsync(World.Organization, query);
        Assert.Equal(page.Links.Count, page.Total);
        Assert.Null(page.Next);
        return page.Links;
    }

    /// <summary>The numbers of the replays of one key, ascending.</summary>
    protected static async Task<IReadOnlyList<int>> ReplaysAsync(
        IGraph graph, NodeKey key, LinkFilter? filter = null, bool strict = false) =>
        [.. (await LinksAsync(graph, key, filter, strict)).Select(link => World.Number(link.ReplayId)).Order()];

    /// <summary>The one link of a key.</summary>
    protected static async Task<Link> LinkAsync(IGraph graph, NodeKey key, LinkFilter? filter = null) =>
        Assert.Single(await LinksAsync(graph, key, filter));

    /// <summary>The fate of a replay; null if it is unknown.</summary>
    protected static async Task<Fate?> FateAsync(IGraph graph, int replay) => (await ViewAsync(graph, replay))?.Fate;

    /// <summary>The view of a replay; null if it is unknown.</summary>
    protected static async Task<ReplayView?> ViewAsync(IGraph graph, int replay) =>
        (await graph.ReplaysAsync(World.Organization, [World.Replay(replay)])).SingleOrDefault();

    /// <summary>An issue's key.</summary>
    protected static NodeKey Issue(int number) => NodeKey.Of(World.Issue(number));

    /// <summary>A trace's key.</summary>
    protected static NodeKey Trace(int number) => NodeKey.Of(World.Trace(number));

    /// <summary>An event's key.</summary>
    protected static NodeKey Event(int number) => NodeKey.Of(World.Event(number));

    /// <summary>A replay's key.</summary>
    protected static NodeKey Replay(int number) => NodeKey.Of(World.Replay(number));

    /// <summary>A filter for replays of these fates.</summary>
    protected static LinkFilter OfFate(FateSet fates) => new() { Fates = fates };

    private static IEnumerable<IFact[]> Orders(IFact[] facts)
    {
        if (facts.Length <= 1)
        {
            yield return facts;
            yield break;
        }

        for (int first = 0; first < facts.Length; first++)
        {
            foreach (IFact[] rest in Orders([.. facts[..first], .. facts[(first + 1)..]]))
            {
                yield return [facts[first], .. rest];
            }
        }
    }
}
