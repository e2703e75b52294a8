using System.Diagnostics;
using Npgsql;
using ReplayGraph.Bench.Results;
using ReplayGraph.Facts;
using ReplayGraph.PostgresServer;
using ReplayGraph.Queries;

namespace ReplayGraph.ClusterBench;

/// <summary>Coverage in a silo: by a scan, the first time, again, for a window that cuts a day, and right after some facts, in turns.</summary>
internal sealed class CoveragePart : IPart
{
    private const int Rounds = 9, Added = 1000, Examples = 20;

    public string Name => "coverage";

    public async Task RunAsync(BenchSize size, ResultTable table)
    {
        await using Server server = await Server.StartAsync();
        string database = await server.CreateDatabaseAsync();
        await using BenchSilo silo = await BenchSilo.StartAsync(database);
        List<FactBatch> batches = Facts.Workload(size.Facts, Added);
        await Facts.IngestAsync(silo.Graph, batches.Skip(Rounds).Chunk(Facts.BatchSize / Added).Select(Merge));
        await VacuumAsync(database);
        long before = silo.Context.Cache.Bytes;
        (double first, IReadOnlyList<CoverageRow> rows) = await TimeAsync(silo.Graph, new());
        table.Report($"kept: {(silo.Context.Cache.Bytes - before) / 1e6:N0} MB");
        long events = rows.Sum(row => (long)row.Total);

        // A caller who may see only some projects, here all of them, is answered by a scan.
        (double scan, IReadOnlyList<CoverageRow> scanned) = await TimeAsync(
            silo.Graph, new() { Visible = rows.Select(row => row.ProjectId).ToHashSet() });
        if (!rows.SequenceEqual(scanned))
        {
            throw new InvalidOperationException("A scan counts otherwise.");
        }

        Timestamp start = await MedianAsync(silo.Graph, rows);
        List<double> again = [], window = [], after = [], examples = [];
        foreach (FactBatch batch in batches.Take(Rounds))
        {
            again.Add((await TimeAsync(silo.Graph, new())).Milliseconds);
            window.Add((await TimeAsync(silo.Graph, new() { Window = Window.All with { Start = start } })).Milliseconds);
            await silo.Graph.IngestAsync(Facts.Organization, batch);
            after.Add((await TimeAsync(silo.Graph, new())).Milliseconds);
            long begun = Stopwatch.GetTimestamp();
            await silo.Graph.CoverageEventsAsync(Facts.Organization, new(), Outcome.Unseen, Examples);
            examples.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }

        table.Add(new Row($"coverage of {events:N0} events by a scan; the first time", $"{Format.Ms(scan)}; {Format.Ms(first)}"));
        Report(table, "coverage again", again);
        long minute = (await TimeAsync(silo.Graph, new() { Window = new(start, start.Plus(TimeSpan.FromMinutes(1))) })).Rows.Sum(row => (long)row.Total);
        Report(table, $"coverage of the later half of the events, which cuts a minute with {minute:N0} events", window);
        Report(table, $"coverage after {Added:N0} more facts", after);
        Report(table, $"the latest {Examples} unseen events", examples);
    }

    private static void Report(ResultTable table, string what, List<double> times) =>
        table.Add(new Row(what, Format.Ms(Format.Median(times)), Format.Median(times), 50, IsCeiling: true));

    // As autovacuum does within a few minutes: until then, what was written last is searched without an index.
    private static async Task VacuumAsync(string database)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var vacuum = new NpgsqlCommand("VACUUM ANALYZE replaygraph.node_log", connection) { CommandTimeout = 0 };
        await vacuum.ExecuteNonQueryAsync();
    }

    private static FactBatch Merge(FactBatch[] batches)
    {
        var merged = new FactBatch();
        foreach (FactBatch batch in batches)
        {
            merged.Add(batch);
        }

        return merged;
    }

    // The time of the event in the middle.
    private static async Task<Timestamp> MedianAsync(IGraph graph, IReadOnlyList<CoverageRow> rows)
    {
        long half = rows.Sum(row => (long)row.Total) / 2;
        Timestamp low = Timestamp.StartOf(rows.Min(row => row.Day)), high = Timestamp.From(DateTimeOffset.UtcNow);
        while (high.Milliseconds - low.Milliseconds > 1000)
        {
            Timestamp middle = new((low.Milliseconds + high.Milliseconds) / 2);
            (_, IReadOnlyList<CoverageRow> later) = await TimeAsync(graph, new() { Window = Window.All with { Start = middle } });
            (low, high) = later.Sum(row => (long)row.Total) > half ? (middle, high) : (low, middle);
        }

        return low;
    }

    private static async Task<(double Milliseconds, IReadOnlyList<CoverageRow> Rows)> TimeAsync(IGraph graph, CoverageQuery query)
    {
        long begun = Stopwatch.GetTimestamp();
        IReadOnlyList<CoverageRow> rows = await graph.CoverageAsync(Facts.Organization, query);
        return (Stopwatch.GetElapsedTime(begun).TotalMilliseconds, rows);
    }
}
