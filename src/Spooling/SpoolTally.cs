namespace ReplayGraph.Spooling;

/// <summary>Counts facts. Safe for concurrent use.</summary>
internal sealed class SpoolTally
{
    private long _spooled;
    private long _delivered;
    private long _tooOld;
    private long _rejected;
    private long _refused;

    internal SpoolCounts Now => new(
        Volatile.Read(ref _spooled), Volatile.Read(ref _delivered), Volatile.Read(ref _tooOld), Volatile.Read(ref _rejected),
        Volatile.Read(ref _refused));

    internal void Spooled(long facts) => Interlocked.Add(ref _spooled, facts);

    internal void Delivered(long facts) => Interlocked.Add(ref _delivered, facts);

    internal void TooOld(long facts) => Interlocked.Add(ref _tooOld, facts);

    internal void Rejected(long facts) => Interlocked.Add(ref _rejected, facts);

    internal void Refused(long facts) => Interlocked.Add(ref _refused, facts);
}
