using ReplayGraph.Api.Options;

namespace ReplayGraph.Api.Http;

/// <summary>How large bodies may be, and how many bytes of them are being worked on.</summary>
internal sealed class Bodies(ReplayGraphOptions options)
{
    private readonly long _maxInFlight = options.MaxBytesInFlight;
    private long _inFlight;

    /// <summary>The largest body once it is decompressed.</summary>
    internal long MaxDecompressedBytes { get; } = options.MaxDecompressedBytes;

    /// <summary>Takes room for bytes; false if there is none now.</summary>
    internal bool TryTake(int bytes)
    {
        if (Interlocked.Add(ref _inFlight, bytes) <= _maxInFlight)
        {
            return true;
        }

        Interlocked.Add(ref _inFlight, -bytes);
        return false;
    }

    /// <summary>Gives room back.</summary>
    internal void Give(long bytes) => Interlocked.Add(ref _inFlight, -bytes);
}
