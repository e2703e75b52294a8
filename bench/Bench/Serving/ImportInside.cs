using System.Diagnostics;
using ReplayGraph.Bench.Importing;
using ReplayGraph.Cli.Importing;
using ReplayGraph.Embedded.Threads;
using ReplayGraph.Facts;
using ReplayGraph.Intake.Lines;
using ReplayGraph.Intake.Mixed;

namespace ReplayGraph.Bench.Serving;

/// <summary>
/// An import inside the server, with as many lanes as the command has. Each lane parses a chunk and waits until it is acknowledged. Lanes
/// are threads, because tasks would delay the server's own work on the thread pool, and the product never imports in the server's process.
/// </summary>
internal sealed class ImportInside(IGraph graph, string file) : IDisposable
{
    private readonly FileStream _file = new(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
    private readonly Lock _turn = new();
    private readonly byte[] _cut = new byte[FileImport.PieceBytes];
    private readonly Timestamp _received = Timestamp.From(TimeProvider.System.GetUtcNow());
    private int _cutLength;
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
            threads[i] = IngestThread.Start("import", RunLane);
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

    public void Dispose() => _file.Dispose();

    private void RunLane()
    {
        byte[] buffer = new byte[FileImport.PieceBytes];
        var batch = new FactBatch();
        var refusals = new Refusals();
        try
        {
            for (int length; (length = ReadLines(buffer)) > 0 && _failure is null;)
            {
                batch.Clear();
                MixedIntake.Read(buffer.AsMemory(0, length), _received, batch, refusals, 2);
                IngestResult result = graph.IngestAsync(OrganizationId.Default, batch).AsTask().GetAwaiter().GetResult();
                Interlocked.Add(ref _facts, result.Accepted);
            }
        }
        catch (Exception e) when (e is GraphException or IOException)
        {
            _failure = e;
        }
    }

    // Whole lines; the rest of the last one starts the next chunk. A generated line is far shorter than a chunk.
    private int ReadLines(byte[] into)
    {
        lock (_turn)
        {
            _cut.AsSpan(0, _cutLength).CopyTo(into);
            int length = _cutLength + _file.ReadAtLeast(into.AsSpan(_cutLength), into.Length - _cutLength, throwOnEndOfStream: false);
            int end = into.AsSpan(0, length).LastIndexOf((byte)'\n') + 1;
            _cutLength = length - end;
            into.AsSpan(end, _cutLength).CopyTo(_cut);
            return end;
        }
    }
}
