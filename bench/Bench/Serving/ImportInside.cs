using System.Diagnostics;
using ReplayGraph.Bench.Importing;
using ReplayGraph.Bench.Workloads;
using ReplayGraph.Cli.Importing;
using ReplayGraph.Facts;
using ReplayGraph.Intake.Lines;

namespace ReplayGraph.Bench.Serving;

/// <summary>
/// An import inside the server: as many lanes as the command has, each parsing a piece and waiting until it is acknowledged. They are
/// threads, not tasks: on the pool they would keep the server's own work from being started, which no import in the product does,
/// since the command is another process.
/// </summary>
internal sealed class ImportInside(IGraph graph, string file)
{
    private const int LinesEach = 5000;

    private readonly List<ReadOnlyMemory<byte>> _pieces = FactBodies.Cut(FactBodies.Read(file), LinesEach);
    private readonly Timestamp _received = Timestamp.From(TimeProvider.System.GetUtcNow());
    private int _next = -1;
    private long _facts;
    private Exception? _failure;

    internal Measured Run()
    {
        long begun = Stopwatch.GetTimestamp();
        double pauses = GC.GetTotalPauseDuration().TotalSeconds;
        int collections = GC.CollectionCount(0);
        var threads = new Thread[new GraphTarget(graph, OrganizationId.Default, _received).Lanes];
        for (int i = 0; i < threads.Length; i++)
        {
            threads[i] = new(RunLane) { IsBackground = true };
            threads[i].Start();
        }

        foreach (Thread thread in threads)
        {
            thread.Join();
        }

        return _failure is not null ? throw _failure : new(
            _facts,
            Stopwatch.GetElapsedTime(begun).TotalSeconds,
            Pauses: GC.GetTotalPauseDuration().TotalSeconds - pauses,
            Collections: GC.CollectionCount(0) - collections);
    }

    private void RunLane()
    {
        var batch = new FactBatch();
        var refusals = new Refusals();
        try
        {
            for (int i; (i = Interlocked.Increment(ref _next)) < _pieces.Count && _failure is null;)
            {
                batch.Clear();
                MixedIntake.Read(_pieces[i], _received, batch, refusals, 2);
                IngestResult result = graph.IngestAsync(OrganizationId.Default, batch).AsTask().GetAwaiter().GetResult();
                Interlocked.Add(ref _facts, result.Accepted);
            }
        }
        catch (GraphException e)
        {
            _failure = e;
        }
    }
}
