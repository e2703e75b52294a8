namespace ReplayGraph.Api.Http;

/// <summary>Limits the size of a body, and the bytes of all bodies in flight.</summary>
internal sealed class Bodies(long maxDecompressedBytes, long maxBytesInFlight)
{
    private readonly long _maxInFlight = maxBytesInFlight;
    private long _inFlight;

    /// <summary>The largest body after decompression, in bytes.</summary>
    internal long MaxDecompressedBytes { get; } = maxDecompressedBytes;

    /// <summary>Reserves bytes; false if too many are in flight.</summary>
    internal bool TryReserve(int bytes)
    {
        if (Interlocked.Add(ref _inFlight, bytes) <= _maxInFlight)
        {
            return true;
        }

        Interlocked.Add(ref _inFlight, -bytes);
        return false;
    }

    /// <summary>Releases reserved bytes.</summary>
    internal void Release(long bytes) => Interlocked.Add(ref _inFlight, -bytes);
}
