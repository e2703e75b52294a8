using System.Globalization;
using ReplayGraph.Bench.Clients;
using ReplayGraph.Bench.Results;
using ReplayGraph.Bench.Serving;
using ReplayGraph.Bench.Workloads;

namespace ReplayGraph.Bench.Lookups;

/// <summary>
/// The page of an issue: its rate as a share of the JSON of the same lookup, which lists no events and is kept, and its latency at a fixed rate.
/// </summary>
internal static class PagePart
{
    private const int Rows = 50, PerSecond = 200, PacedSlices = 5;

    internal static async Task MeasureAsync(Run run, string folder)
    {
        run.Table.Report("pages of issues");
        using ServerProcess server = await ServerProcess.StartRoleAsync(folder, run.Cancel);
        IReadOnlyList<(long Id, long Replays)> issues = await server.IssuesAsync(run.Cancel);
        (long Id, long Replays)[] full = [.. issues.Where(issue => issue.Replays >= Rows)];
        long[] drawn = KeySample.Draw(full.Length > 0 ? full : issues);
        Request[] pages = [.. drawn.Select(id => Get($"/explore/default/issues/{id}"))];
        Request[] json = [.. drawn.Select(id => Get($"/api/v1/default/issues/{id}/replays?limit={Rows}"))];
        using var client = new LoadClient(server.Address, LookupPart.Connections);
        Slices slices = Slices.Measure(
            run,
            time => client.SendFor(time, pages, run.Cancel),
            time => client.SendFor(time, json, run.Cancel));
        run.Table.Add(new(
            $"page of an issue with {Rows} rows, {LookupPart.Connections} connections: its rate as a share of the JSON of the same lookup",
            $"{Format.Ratio(slices.Ratio)} ({Format.Rate(slices.First.Rate)}/s of {Format.Rate(slices.Second.Rate)}/s; "
                + $"{Format.Rate(slices.First.MeanBytes)} B and {Format.Rate(slices.Second.MeanBytes)} B on average)",
            slices.Ratio, 0.2, 0.4));
        Load paced = client.SendWhile(Task.Delay(PacedSlices * run.Slice, run.Cancel), PerSecond, pages, run.Cancel);
        run.Table.Add(new(
            $"... p99 of {PerSecond} such pages/s, ms",
            $"{Format.Ms(paced.P99)} (p50 {Format.Ms(paced.P50)}, max {Format.Ms(paced.Max)})",
            paced.P99, 30, 10, IsCeiling: true));
    }

    private static Request Get(FormattableString path) => Request.Get(path.ToString(CultureInfo.InvariantCulture));
}
