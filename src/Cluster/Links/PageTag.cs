namespace ReplayGraph.Cluster.Links;

/// <summary>
/// The tags of cached pages, unique across activations and processes, so that a page of another activation never matches. From the highest
/// bit: 01, the number of the silo (24 bits), and a counter from a random start (38 bits).
/// </summary>
public static class PageTag
{
    private const int CounterBits = 38;
    private const int SiloBits = 24;
    private const long Mark = 1L << (CounterBits + SiloBits);
    private const long MaxCounter = (1L << CounterBits) - 1;
    private const int MaxSilo = (1 << SiloBits) - 1;

    private static long _last = BitConverter.ToInt64(Guid.NewGuid().ToByteArray()) & MaxCounter;

    /// <summary>The number of a silo, from 1.</summary>
    /// <param name="hash">A hash of its address, the same in all processes.</param>
    public static int NumberOf(int hash) => 1 + (int)((uint)hash % MaxSilo);

    /// <summary>The number of the silo that created a tag; 0 if it has none, or is of an earlier version.</summary>
    public static int SiloOf(long tag) => (tag & ~(Mark - 1)) == Mark ? (int)(tag >> CounterBits) & MaxSilo : 0;

    /// <summary>Creates a tag.</summary>
    internal static long Next(int silo) => Mark | ((long)silo << CounterBits) | (Interlocked.Increment(ref _last) & MaxCounter);
}
