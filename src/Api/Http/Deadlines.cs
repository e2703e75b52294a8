using Microsoft.Extensions.ObjectPool;

namespace ReplayGraph.Api.Http;

/// <summary>
/// Limits how long queries take. The sources are used again, so that a deadline costs a lookup two timer changes and no allocation.
/// </summary>
internal sealed class Deadlines(TimeSpan limit)
{
    private readonly TimeSpan _limit = limit;
    private readonly ObjectPool<CancellationTokenSource> _pool = new DefaultObjectPool<CancellationTokenSource>(new Policy(), 256);

    /// <summary>Begins a deadline.</summary>
    internal CancellationTokenSource Begin()
    {
        CancellationTokenSource deadline = _pool.Get();
        deadline.CancelAfter(_limit);
        return deadline;
    }

    /// <summary>Ends it, reached or not.</summary>
    internal void End(CancellationTokenSource deadline) => _pool.Return(deadline);

    private sealed class Policy : PooledObjectPolicy<CancellationTokenSource>
    {
        public override CancellationTokenSource Create() => new();

        public override bool Return(CancellationTokenSource deadline)
        {
            bool again = deadline.TryReset();
            if (!again)
            {
                deadline.Dispose();
            }

            return again;
        }
    }
}
