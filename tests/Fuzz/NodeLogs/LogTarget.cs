using Microsoft.Extensions.Time.Testing;
using ReplayGraph.Cluster;
using ReplayGraph.Cluster.Caches;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Fuzz.Facts;
using ReplayGraph.Fuzz.Targets;

namespace ReplayGraph.Fuzz.NodeLogs;

/// <summary>A stored entry of a node's log: it is folded, or folding throws <see cref="InvalidDataException"/>.</summary>
internal abstract class LogTarget : Target
{
    /// <summary>The dependencies of nodes.</summary>
    protected static readonly NodeContext Context = MakeContext();

    internal override Shape Shape => Shape.Bytes;

    /// <summary>Drawn facts of all kinds.</summary>
    protected static IEnumerable<byte[]> Facts => FactsTarget.Decks;

    internal override void Run(ReadOnlyMemory<byte> input)
    {
        try
        {
            Fold(input.ToArray());
        }
        catch (InvalidDataException)
        {
            // The entry is invalid, as reported.
        }
    }

    /// <summary>Folds an entry.</summary>
    protected abstract void Fold(byte[] entry);

    private static NodeContext MakeContext()
    {
        var store = new MemoryStore();
        var time = new FakeTimeProvider(World.Now.ToDate());
        return new(store, new SiloCache(store, time), time, TimeSpan.FromDays(90));
    }
}
