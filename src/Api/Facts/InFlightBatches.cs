namespace ReplayGraph.Api.Facts;

/// <summary>
/// Ingests the facts of one body in batches while the rest of it is still being read. The body is acknowledged once all of them are
/// durable. If one fails, the body is not acknowledged, and can be sent again: facts are idempotent.
/// </summary>
internal sealed class InFlightBatches(IGraph graph, OrganizationId organization)
{
    // One is applied, and the others share the next flush, however late that comes: more would only hold memory.
    private const int MaxInFlight = 5;

    private readonly Queue<(IngestWork Work, Task<IngestResult> Answer)> _inFlight = [];
    private IngestResult _sum;
    private GraphException? _failure;

    /// <summary>The number of facts that were added.</summary>
    internal int Facts { get; private set; }

    /// <summary>Adds a batch and takes ownership of the work.</summary>
    internal async ValueTask AddAsync(IngestWork work)
    {
        while (_inFlight.Count >= MaxInFlight)
        {
            await CompleteOldestAsync();
        }

        if (work.Batch.Count == 0)
        {
            IngestWork.Pool.Return(work);
            return;
        }

        Facts += work.Batch.Count;
        // Never cancelled: the graph reads the batch until it answers.
        _inFlight.Enqueue((work, graph.IngestAsync(organization, work.Batch, CancellationToken.None).AsTask()));
    }

    /// <summary>Waits until all batches are acknowledged.</summary>
    /// <exception cref="GraphException">A batch failed.</exception>
    internal async ValueTask<IngestResult> FinishAsync()
    {
        while (_inFlight.Count > 0)
        {
            await CompleteOldestAsync();
        }

        return _failure is null ? _sum : throw new GraphException(_failure.Message, _failure.IsTransient, _failure);
    }

    private async ValueTask CompleteOldestAsync()
    {
        (IngestWork work, Task<IngestResult> answer) = _inFlight.Dequeue();
        try
        {
            _sum += await answer;
        }
        catch (GraphException e)
        {
            _failure ??= e;
        }

        IngestWork.Pool.Return(work);
    }
}
