using System.Text;
using Microsoft.Extensions.Time.Testing;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Conformance;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Embedded;
using ReplayGraph.Fuzz.Journals;
using ReplayGraph.Fuzz.Targets;
using ReplayGraph.LocalCluster;
using ReplayGraph.Queries;

namespace ReplayGraph.Fuzz.Requests;

/// <summary>
/// The graph's part of a cursor: both hosts answer the same page after it, or both reject it. Callers
/// can put anything there.
/// </summary>
internal sealed class NeighbourTarget : Target
{
    private static readonly NeighbourQuery _query = new(NodeKey.Of(World.Replay(1)), NodeKind.Event) { Limit = 1 };

    private readonly Scratch _scratch = new();
    private readonly EmbeddedGraph _embedded;
    private readonly LocalGraph _local;

    /// <summary>Fills two small graphs.</summary>
    public NeighbourTarget()
    {
        var time = new FakeTimeProvider(World.Now.ToDate());
        _embedded = EmbeddedGraph.Open(new() { Folder = _scratch.Path }, time);
        _local = new(new MemoryStore(), time);
        foreach (IGraph graph in (IGraph[])[_embedded, _local])
        {
            graph.IngestAsync(
                World.Organization,
                Batches.Of(
                    Make.Segment(1, traces: [1], errors: [1, 2, 3]),
                    Make.Error(1, 2, trace: 1),
                    Make.Error(2, 2, trace: 1),
                    Make.Error(3, 2))).AsTask()
                .GetAwaiter().GetResult();
        }
    }

    internal override string Name => "neighbour-cursors";

    internal override Shape Shape => Shape.Text;

    internal override int MaxBytes => 64;

    internal override IEnumerable<byte[]> Seeds => Texts("0", "1", "2", "3", "17", "2147483647", "2147483648", "-1", " 1", "1e0");

    internal override void Run(ReadOnlyMemory<byte> input)
    {
        string after = Encoding.UTF8.GetString(input.Span);
        string? embedded = Ask(_embedded, after), local = Ask(_local, after);
        BrokenPromiseException.Unless(embedded == local, "hosts agree", () => $"{embedded}, {local}");
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _embedded.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _scratch.Dispose();
    }

    private static string? Ask(IGraph graph, string after)
    {
        try
        {
            NeighbourPage page = graph.NeighboursAsync(World.Organization, _query with { After = after }).AsTask().GetAwaiter().GetResult();
            return $"{string.Join(' ', page.Items.Select(item => item.Node))} of {page.Total}, then {page.Next}";
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
