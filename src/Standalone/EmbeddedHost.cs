using ReplayGraph.Api.Health;
using ReplayGraph.Embedded;
using ReplayGraph.Facts;
using ReplayGraph.Queries;

namespace ReplayGraph.Standalone;

/// <summary>
/// The embedded host behind HTTP. It opens the data folder only once the server listens, so a failed start leaves nothing behind. Facts are
/// accepted from then on; the server is not ready before it has read the folder, and answers lookups. When the server has stopped, pending
/// work is finished and the folder is closed.
/// </summary>
/// <param name="begin">Begins to open the data folder.</param>
internal sealed class EmbeddedHost(Func<EmbeddedGraph> begin) : IGraph, IGraphHealth, IHostedLifecycleService
{
    private const string NotOpen = "The graph is opening: it is reading its journal.";

    private readonly TaskCompletionSource<EmbeddedGraph> _graph = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes with what was found in the data folder once it is open; fails if it cannot be opened.</summary>
    internal Task<OpenReport> Opened => OpenedAsync();

    public string? NotReady => IsOpen ? Graph.Refusing : NotOpen;

    public string? NotStarted => IsOpen ? null : NotOpen;

    private bool IsOpen => _graph.Task is { IsCompletedSuccessfully: true, Result.Opening.IsCompletedSuccessfully: true };

    private EmbeddedGraph Graph => _graph.Task.IsCompletedSuccessfully ? _graph.Task.Result : throw new GraphException(NotOpen, isTransient: true);

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
        if (_graph.Task.IsCompletedSuccessfully)
        {
            await _graph.Task.Result.DisposeAsync();
        }
    }

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // The journal opens in a moment, and its senders may not send again.
    public ValueTask<IngestResult> IngestAsync(OrganizationId organization, FactBatch facts, CancellationToken cancel = default) =>
        _graph.Task.IsCompletedSuccessfully ? Graph.IngestAsync(organization, facts, cancel) : IngestLaterAsync(organization, facts, cancel);

    public ValueTask<LinkPage> LookupAsync(OrganizationId organization, LookupQuery query, CancellationToken cancel = default) =>
        Graph.LookupAsync(organization, query, cancel);

    public ValueTask<IReadOnlyList<ReplayView>> ReplaysAsync(
        OrganizationId organization, IReadOnlyList<ReplayId> ids, CancellationToken cancel = default) =>
        Graph.ReplaysAsync(organization, ids, cancel);

    public ValueTask<IReadOnlyList<ReplayView>> LatestReplaysAsync(
        OrganizationId organization, LatestReplaysQuery query, CancellationToken cancel = default) =>
        Graph.LatestReplaysAsync(organization, query, cancel);

    public ValueTask<NeighbourPage> NeighboursAsync(
        OrganizationId organization, NeighbourQuery query, CancellationToken cancel = default) =>
        Graph.NeighboursAsync(organization, query, cancel);

    public ValueTask<IReadOnlyList<CoverageRow>> CoverageAsync(
        OrganizationId organization, CoverageQuery query, CancellationToken cancel = default) =>
        Graph.CoverageAsync(organization, query, cancel);

    public ValueTask<IReadOnlyList<EventView>> CoverageEventsAsync(
        OrganizationId organization, CoverageQuery query, Outcome outcome, int limit, CancellationToken cancel = default) =>
        Graph.CoverageEventsAsync(organization, query, outcome, limit, cancel);

    public ValueTask<IReadOnlyList<NodeKey>> LinkedAsync(
        OrganizationId organization, NodeKind kind, NodeKey? after = null, int limit = int.MaxValue, CancellationToken cancel = default) =>
        Graph.LinkedAsync(organization, kind, after, limit, cancel);

    public ValueTask<IReadOnlyList<NodeKey>> KeysAsync(
        OrganizationId organization, NodeKind kind, string prefix, int limit, CancellationToken cancel = default) =>
        Graph.KeysAsync(organization, kind, prefix, limit, cancel);

    public ValueTask<IReadOnlyList<string?>> TitlesAsync(
        OrganizationId organization, IReadOnlyList<IssueId> issues, IReadOnlySet<ProjectId>? visible, CancellationToken cancel = default) =>
        Graph.TitlesAsync(organization, issues, visible, cancel);

    private async ValueTask<IngestResult> IngestLaterAsync(OrganizationId organization, FactBatch facts, CancellationToken cancel)
    {
        try
        {
            await _graph.Task.WaitAsync(cancel);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new GraphException($"The data folder cannot be opened: {e.Message}", isTransient: true, e);
        }

        return await Graph.IngestAsync(organization, facts, cancel);
    }

    private async Task<OpenReport> OpenedAsync()
    {
        EmbeddedGraph graph = await _graph.Task;
        await graph.Opening;
        return graph.Opened;
    }

    private void Open()
    {
        try
        {
            _graph.SetResult(begin());
        }
        catch (Exception e)
        {
            _graph.SetException(e);
        }
    }
}
