namespace ReplayGraph.Embedded.Nodes;

/// <summary>Holds the latest first pages of an organization in memory; those that it lets go may be collected.</summary>
internal sealed class LatestPages
{
    // Pages of 100 links take 30 kB written down: 30 MB.
    private const int Most = 1024;

    private readonly object?[] _pages = new object?[Most];
    private int _next;

    internal void Hold(object page) => Volatile.Write(ref _pages[(uint)Interlocked.Increment(ref _next) % Most], page);
}
