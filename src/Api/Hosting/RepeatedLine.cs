namespace ReplayGraph.Api.Hosting;

/// <summary>
/// A log line of which one in ten seconds is written, and the others are counted: a transient failure meets every request until it passes,
/// and is one thing to act on.
/// </summary>
internal sealed class RepeatedLine(TimeProvider time)
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private long? _writtenAt;
    private int _skipped;

    /// <summary>Whether to write the line now.</summary>
    /// <param name="skipped">How many were not written since the last one that was.</param>
    internal bool TryWrite(out int skipped)
    {
        lock (_gate)
        {
            if (_writtenAt is { } written && time.GetElapsedTime(written) < _pause)
            {
                skipped = ++_skipped;
                return false;
            }

            (_writtenAt, skipped, _skipped) = (time.GetTimestamp(), _skipped, 0);
            return true;
        }
    }
}
