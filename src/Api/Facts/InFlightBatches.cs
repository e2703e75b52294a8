namespace ReplayGraph.Api.Facts;

/// <summary>
/// Hands the facts of one body to the graph in parts, while the rest of it is still being read. The body is answered when all of them
/// are durable; if one is not, it is not acknowledged at all, and sending it again does no harm.
/// </summary>
internal sealed class InFlightBatches(IGraph graph, OrganizationId organization)
{
    // One being written, one being applied, one to come: more would only hold memory.
    private const int MostUnderWay = 3;

    private readonly Queue<(IngestWork Work, Task<IngestResult> Answer)> _underWay = [];
    private IngestResult _sum;
    private GraphException? _failure;

    /// <summary>How many facts were handed over.</summary>
    internal int Facts { get; private set; }

    /// <summary>Hands the facts over; the work is not the caller's any more.</summary>
    internal async ValueTask AddAsync(IngestWork work)
    {
        while (_underWay.Count >= MostUnderWay)
        {
            await TakeAnswerAsync();
        }

        if (work.Batch.Count == 0)
        {
            IngestWork.Pool.Return(work);
            return;
        }

        Facts += work.Batch.Count;
        // Never cancelled: the graph reads the batch until it answers.
        _underWay.Enqueue((work, graph.IngestAsync(organization, work.Batch, CancellationToken.None).AsTask()));
    }

    /// <summary>Waits until all is durable and applied.</summary>
    /// <exception cref="GraphException">A part of it is not.</exception>
    internal async ValueTask<IngestResult> FinishAsync()
    {
        while (_underWay.Count > 0)
        {
            await TakeAnswerAsync();
        }

        return _failure is null ? _sum : throw new GraphException(_failure.Message, _failure.IsTransient, _failure);
    }

    private async ValueTask TakeAnswerAsync()
    {
        (IngestWork work, Task<IngestResult> answer) = _underWay.Dequeue();
        try
        {
            IngestResult result = await answer;
            _sum = new(_sum.Accepted + result.Accepted, _sum.Duplicates + result.Duplicates, _sum.Expired + result.Expired);
        }
        catch (GraphException e)
        {
            _failure ??= e;
        }

        IngestWork.Pool.Return(work);
    }
}
