using ReplayGraph.Api.Health;
using ReplayGraph.Embedded;
using ReplayGraph.Facts;
using ReplayGraph.Queries;

namespace ReplayGraph.Api.Hosting;

/// <summary>
/// The embedded host behind HTTP. It opens the data folder only once the server listens, so a failed start leaves nothing behind. While the
/// folder is being read the server is not ready. When the server has stopped, pending work is finished and the folder is closed.
/// </summary>
internal sealed class EmbeddedHost(EmbeddedOptions options, TimeProvider time) : IGraph, IGraphHealth, IHostedLifecycleService
{
    private const string Opening = "The graph is opening: it is reading its journal.";

    private readonly TaskCompletionSource<OpenReport> _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile EmbeddedGraph? _graph;

    /// <summary>Completes with what was found in the data folder once it is open; fails if it cannot be opened.</summary>
    internal Task<OpenReport> Opened => _opened.Task;

    public string? NotReady => _graph is { } graph ? graph.Refusing : Opening;

    public string? NotStarted => _graph is null ? Opening : null;

    private EmbeddedGraph Graph => _graph ?? throw new GraphException(Opening, isTransient: true);

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        _ = Task.Run(Open, CancellationToken.None);
        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        // While the folder is still being read there is nothing to finish.
        if (_graph is { } graph)
        {
            await graph.DisposeAsync();
        }
    }

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask<IngestResult> IngestAsync(OrganizationId organization, FactBatch facts, CancellationToken cancel = default) =>
        Graph.IngestAsync(organization, facts, cancel);

    public ValueTask<LinkPage> LookupAsync(OrganizationId organization, LookupQuery query, CancellationToken cancel = default) =>
        Graph.LookupAsync(organization, query, cancel);

    public ValueTask<IReadOnlyList<ReplayView>> ReplaysAsync(
        OrganizationId organization, IReadOnlyList<ReplayId> ids, CancellationToken cancel = default) =>
        Graph.ReplaysAsync(organization, ids, cancel);

    public ValueTask<NeighbourPage> NeighboursAsync(
        OrganizationId organization, NeighbourQuery query, CancellationToken cancel = default) =>
        Graph.NeighboursAsync(organization, query, cancel);

    public ValueTask<IReadOnlyList<CoverageRow>> CoverageAsync(
        OrganizationId organization, CoverageQuery query, CancellationToken cancel = default) =>
        Graph.CoverageAsync(organization, query, cancel);

    public ValueTask<IReadOnlyList<NodeKey>> LinkedAsync(OrganizationId organization, NodeKind kind, CancellationToken cancel = default) =>
        Graph.LinkedAsync(organization, kind, cancel);

    private void Open()
    {
        try
        {
            EmbeddedGraph graph = EmbeddedGraph.Open(options, time);
            _graph = graph;
            _opened.SetResult(graph.Opened);
        }
        catch (Exception e)
        {
            _opened.SetException(e);
        }
    }
}
