using ReplayGraph.Bench.Workloads;
using ReplayGraph.Cli.Generating;
using ReplayGraph.ClusterBench.Outages;

namespace ReplayGraph.ClusterBench.Soak;

/// <summary>Small batches of generated facts without an end, of few issues, all of which expire soon: they are nearly a day old.</summary>
internal sealed class FreshFacts
{
    /// <summary>The retention of the cluster, in days: the shortest.</summary>
    internal const int RetentionDays = 1;

    /// <summary>How long a fact is kept, about.</summary>
    internal static readonly TimeSpan Kept = TimeSpan.FromMinutes(15);

    private const int Events = 10_000;

    private readonly Queue<ReadOnlyMemory<byte>> _bodies = [];
    private Task<List<ReadOnlyMemory<byte>>> _more = Task.FromResult(Generate(Facts.Seed));
    private ulong _seed = Facts.Seed;

    /// <summary>The number of issues.</summary>
    internal static int Issues => new WorkloadOptions(Events, Facts.Seed, default).Issues;

    /// <summary>Takes a batch.</summary>
    internal ReadOnlyMemory<byte> Next()
    {
        if (_bodies.Count == 0)
        {
            _more.Result.ForEach(_bodies.Enqueue);
            ulong seed = ++_seed;
            _more = Task.Run(() => Generate(seed));
        }

        return _bodies.Dequeue();
    }

    private static List<ReadOnlyMemory<byte>> Generate(ulong seed)
    {
        DateTimeOffset start = TimeProvider.System.GetUtcNow() - TimeSpan.FromDays(RetentionDays) + Kept;
        using var lines = new MemoryStream();
        Workload.Write(new(Events, seed, Timestamp.From(start)), lines, answers: null);
        return FactBodies.Cut(lines.ToArray(), SteadyLoad.FactsInABatch);
    }
}
