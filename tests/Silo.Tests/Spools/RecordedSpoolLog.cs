using System.Collections.Concurrent;
using System.Threading.Channels;
using ReplayGraph.Embedded.Journal;
using ReplayGraph.Spooling;

namespace ReplayGraph.Silo.Tests.Spools;

/// <summary>Keeps what a spool reports, one line each.</summary>
internal sealed class RecordedSpoolLog : ISpoolLog
{
    private readonly ConcurrentQueue<string> _lines = [];
    private readonly Channel<long> _caughtUp = Channel.CreateUnbounded<long>();

    internal IReadOnlyCollection<string> Lines => _lines;

    /// <summary>Waits until the spool is empty the next time.</summary>
    /// <returns>The facts that were delivered.</returns>
    internal async Task<long> CaughtUpAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1), TimeProvider.System);
        return await _caughtUp.Reader.ReadAsync(patience.Token);
    }

    public void Continues(long bytes) => _lines.Enqueue("continues");

    public void Away(string reason) => _lines.Enqueue($"away: {reason}");

    public void Retries(string reason, long bytes) => _lines.Enqueue($"retries: {reason}");

    public void CaughtUp(long facts)
    {
        _lines.Enqueue("caught up");
        _caughtUp.Writer.TryWrite(facts);
    }

    public void Full(long maxBytes) => _lines.Enqueue("full");

    public void TooOld(long facts, TimeSpan maxAge) => _lines.Enqueue($"too old: {facts}");

    public void Rejected(OrganizationId organization, long facts, string reason) => _lines.Enqueue($"rejected: {organization}, {facts}");

    public void Torn(TornTail torn) => _lines.Enqueue("torn");

    public void Damaged(string reason, string setAside) => _lines.Enqueue($"damaged: {Path.GetFileName(setAside)}");

    public void Failed(string reason) => _lines.Enqueue("failed");
}
