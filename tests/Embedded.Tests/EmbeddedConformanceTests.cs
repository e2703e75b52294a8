using ReplayGraph.Conformance.Suite;

namespace ReplayGraph.Embedded.Tests;

/// <summary>Runs the conformance suite of <see cref="IGraph"/> on the embedded host.</summary>
public sealed class EmbeddedConformanceTests : GraphConformance, IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("replaygraph-").FullName;
    private readonly Dictionary<IGraph, string> _folders = [];

    // Each order is a folder of its own, with a flush for each fact.
    protected override int MostOrders => 60;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    protected override ValueTask<IGraph> CreateAsync(TimeProvider time) =>
        new(Open(Path.Combine(_root, $"{_folders.Count}"), time));

    protected override async ValueTask<IGraph> ReopenAsync(IGraph graph, TimeProvider time)
    {
        await CloseAsync(graph);
        return Open(_folders[graph], time);
    }

    private EmbeddedGraph Open(string folder, TimeProvider time)
    {
        var graph = EmbeddedGraph.Open(new EmbeddedOptions { Folder = folder }, time);
        _folders[graph] = folder;
        return graph;
    }
}
