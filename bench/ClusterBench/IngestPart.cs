using System.Diagnostics;
using ReplayGraph.Bench.Results;
using ReplayGraph.Facts;
using ReplayGraph.PostgresServer;

namespace ReplayGraph.ClusterBench;

/// <summary>Compares durable ingest through the graph with COPY of the same rows into the same tables.</summary>
internal sealed class IngestPart : IPart
{
    public string Name => "ingest";

    public async Task RunAsync(BenchSize size, ResultTable table)
    {
        await using Server server = await Server.StartAsync(isDurable: true);
        string database = await server.CreateDatabaseAsync();
        List<FactBatch> batches = Facts.Workload(size.Facts);

        // The first few warm up the code.
        int warm = Math.Min(batches.Count / 6, 10);
        int facts = batches.Skip(warm).Sum(batch => batch.Count);
        double rate;
        await using (BenchSilo silo = await BenchSilo.StartAsync(database))
        {
            await Facts.IngestAsync(silo.Graph, batches.Take(warm));
            var rows = await CopyRate.CountAsync(database);
            TimeSpan processor = Process.GetCurrentProcess().TotalProcessorTime;
            int collections = GC.CollectionCount(0);
            long begun = Stopwatch.GetTimestamp();
            await Facts.IngestAsync(silo.Graph, batches.Skip(warm));
            double seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
            rate = facts / seconds;
            long written = await CopyRate.CountAsync(database) - rows;
            double used = (Process.GetCurrentProcess().TotalProcessorTime - processor).TotalMicroseconds / facts;
            table.Report($"processor time of the silo: {used:N0} us per fact; {GC.CollectionCount(0) - collections} collections");
            table.Add(new Row(
                "durable ingest, one silo, batches of 5,000 facts, 4 at a time",
                $"{Format.Rate(rate)} facts/s, {Format.Rate(written / seconds)} rows/s", rate, 15_000, 40_000));
        }

        (double copied, long count) = await CopyRate.MeasureAsync(database);
        double asFacts = copied / count * batches.Sum(batch => batch.Count);
        table.Add(new Row(
            "... against COPY of the same rows into the same tables",
            $"{Format.Ratio(rate / asFacts)} (COPY: {Format.Rate(copied)} rows/s, {Format.Rate(asFacts)} facts/s)", rate / asFacts, 0.4, 0.5));
    }
}
