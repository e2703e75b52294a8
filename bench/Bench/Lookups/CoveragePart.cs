using System.Diagnostics;
using ReplayGraph.Bench.Results;
using ReplayGraph.Bench.Workloads;
using ReplayGraph.Cli.Importing;
using ReplayGraph.Embedded;
using ReplayGraph.Queries;

namespace ReplayGraph.Bench.Lookups;

/// <summary>Coverage: by a scan, the first time, again, for a window that cuts days, and right after some facts, in turns.</summary>
internal static class CoveragePart
{
    private const int Rounds = 9, Added = 1000;

    internal static async Task MeasureAsync(Run run, string folder)
    {
        run.Table.Report("coverage");
        await using EmbeddedGraph graph = EmbeddedGraph.Open(new() { Folder = folder }, TimeProvider.System);
        double first = await TimeAsync(graph, new());
        IReadOnlyList<CoverageRow> rows = await graph.CoverageAsync(OrganizationId.Default, new());
        // A caller who may see only some projects, here all of them, is answered by a scan.
        var scanned = new CoverageQuery { Visible = rows.Select(row => row.ProjectId).ToHashSet() };
        double scan = await TimeAsync(graph, scanned);
        Timestamp start = await MedianAsync(graph, rows);
        List<double> again = [], window = [], after = [];
        foreach (ReadOnlyMemory<byte> body in FactBodies.Cut(FactBodies.Read(run.WarmUp), Added).Take(Rounds))
        {
            again.Add(await TimeAsync(graph, new()));
            window.Add(await TimeAsync(graph, new() { Window = Window.All with { Start = start } }));
            using var facts = new MemoryStream(body.ToArray());
            await FileImport.RunAsync(
                facts, new GraphTarget(graph, OrganizationId.Default, Timestamp.From(TimeProvider.System.GetUtcNow())), new ImportProgress());
            after.Add(await TimeAsync(graph, new()));
        }

        string events = Format.Rate(rows.Sum(row => (long)row.Total));
        run.Table.Add(new($"coverage of {events} events by a scan; the first time", $"{Format.Ms(scan)}; {Format.Ms(first)}"));
        Report(run, "coverage again", again);
        Report(run, "coverage of the later half of the events, which cuts a day", window);
        Report(run, $"coverage after {Format.Rate(Added)} more facts", after);
    }

    private static void Report(Run run, string what, List<double> times) =>
        run.Table.Add(new(what, Format.Ms(Format.Median(times)), Format.Median(times), 50, IsCeiling: true));

    // The time of the event in the middle.
    private static async Task<Timestamp> MedianAsync(EmbeddedGraph graph, IReadOnlyList<CoverageRow> rows)
    {
        long half = rows.Sum(row => (long)row.Total) / 2;
        Timestamp low = Timestamp.StartOf(rows.Min(row => row.Day)), high = Timestamp.From(TimeProvider.System.GetUtcNow());
        while (high.Milliseconds - low.Milliseconds > 1)
        {
            Timestamp middle = new((low.Milliseconds + high.Milliseconds) / 2);
            IReadOnlyList<CoverageRow> later = await graph.CoverageAsync(
                OrganizationId.Default, new() { Window = Window.All with { Start = middle } });
            (low, high) = later.Sum(row => (long)row.Total) > half ? (middle, high) : (low, middle);
        }

        return low;
    }

    private static async Task<double> TimeAsync(IGraph graph, CoverageQuery query)
    {
        long begun = Stopwatch.GetTimestamp();
        await graph.CoverageAsync(OrganizationId.Default, query);
        return Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
    }
}
