using System.Collections.Concurrent;
using System.Threading.Tasks.Sources;

namespace ReplayGraph.Grains.Pages;

/// <summary>A request that waits for the validation of its page. Pooled, because lookups of hot issues wait for one each.</summary>
internal sealed class PageCheck : IValueTaskSource<bool>
{
    private const int MostPooled = 1024;

    private static readonly ConcurrentQueue<PageCheck> _pool = [];

    private ManualResetValueTaskSourceCore<bool> _core = new() { RunContinuationsAsynchronously = true };

    /// <summary>The tag of the page.</summary>
    internal long Tag { get; private set; }

    /// <summary>Whether the page is current. Await it once.</summary>
    internal ValueTask<bool> Answer => new(this, _core.Version);

    internal static PageCheck Rent(long tag)
    {
        PageCheck check = _pool.TryDequeue(out PageCheck? pooled) ? pooled : new();
        check.Tag = tag;
        return check;
    }

    internal void Complete(bool isCurrent) => _core.SetResult(isCurrent);

    internal void Fail(Exception failure) => _core.SetException(failure);

    bool IValueTaskSource<bool>.GetResult(short token)
    {
        try
        {
            return _core.GetResult(token);
        }
        finally
        {
            _core.Reset();
            if (_pool.Count < MostPooled)
            {
                _pool.Enqueue(this);
            }
        }
    }

    ValueTaskSourceStatus IValueTaskSource<bool>.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource<bool>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);
}
