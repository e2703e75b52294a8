namespace ReplayGraph.Embedded.Nodes;

/// <summary>Holds the most recent first pages of an organization in memory; older ones may be collected.</summary>
internal sealed class LatestPages
{
    // A page of 100 links takes 30 kB in JSON: 30 MB in all.
    private const int Most = 1024;

    private readonly object?[] _pages = new object?[Most];
    private int _next;

    internal void Hold(object page) => Volatile.Write(ref _pages[(uint)Interlocked.Increment(ref _next) % Most], page);
}
