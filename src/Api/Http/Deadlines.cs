using Microsoft.Extensions.ObjectPool;

namespace ReplayGraph.Api.Http;

/// <summary>
/// Limits the duration of queries. It pools the cancellation sources, so a deadline costs two timer changes and no allocation.
/// </summary>
internal sealed class Deadlines(TimeSpan limit)
{
    private readonly ObjectPool<CancellationTokenSource> _pool = new DefaultObjectPool<CancellationTokenSource>(new Policy(), 256);

    /// <summary>Runs a query, which is cancelled once it takes too long.</summary>
    internal async Task<T> RunAsync<T>(Func<CancellationToken, ValueTask<T>> query)
    {
        CancellationTokenSource deadline = Begin();
        try
        {
            return await query(deadline.Token);
        }
        finally
        {
            End(deadline);
        }
    }

    /// <summary>Starts a deadline, for a caller that ends it.</summary>
    internal CancellationTokenSource Begin()
    {
        CancellationTokenSource deadline = _pool.Get();
        deadline.CancelAfter(limit);
        return deadline;
    }

    /// <summary>Ends it, reached or not.</summary>
    internal void End(CancellationTokenSource deadline) => _pool.Return(deadline);

    private sealed class Policy : PooledObjectPolicy<CancellationTokenSource>
    {
        public override CancellationTokenSource Create() => new();

        public override bool Return(CancellationTokenSource deadline)
        {
            bool isReusable = deadline.TryReset();
            if (!isReusable)
            {
                deadline.Dispose();
            }

            return isReusable;
        }
    }
}
