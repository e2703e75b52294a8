using ReplayGraph.Bench.Clients;
using ReplayGraph.Bench.Results;
using ReplayGraph.Bench.Serving;

namespace ReplayGraph.Bench.Lookups;

/// <summary>Compares issue lookups with an endpoint of the same server that returns as many bytes.</summary>
internal static class LookupPart
{
    internal const int Connections = 32;

    internal static async Task MeasureAsync(Run run, string folder)
    {
        run.Table.Report("lookups against as many bytes");
        using ServerProcess server = await ServerProcess.StartRoleAsync(folder, run.Cancel);
        IssueLookups sample = await IssueLookups.DrawAsync(server, "", run.Cancel);
        using var client = new LoadClient(server.Address, Connections);
        Slices slices = Slices.Measure(
            run,
            time => client.SendFor(time, sample.Lookups, run.Cancel),
            time => client.SendFor(time, sample.Bytes, run.Cancel));
        (Load lookups, Load bytes) = (slices.First, slices.Second);
        run.Table.Add(new(
            "issue lookup, 32 connections: its rate as a share of as many bytes from the same server",
            $"{Format.Ratio(slices.Ratio)} ({Format.Rate(lookups.Rate)}/s of {Format.Rate(bytes.Rate)}/s; "
                + $"{Format.Rate(lookups.MeanBytes)} B on average)",
            slices.Ratio, 0.6, 0.85));
        double p99 = lookups.P99 / bytes.P99;
        run.Table.Add(new(
            "... its p99, times that of as many bytes",
            $"{Format.Ratio(p99)} (p99 {Format.Ms(lookups.P99)}, {Format.Ms(bytes.P99)}; p50 {Format.Ms(lookups.P50)}, {Format.Ms(bytes.P50)})",
            p99, 3, null, IsCeiling: true));
        run.Table.Add(new(
            "... the client's own part: processor time for each request",
            $"{1e6 * lookups.ClientSeconds / lookups.Count:0} µs, {1e6 * bytes.ClientSeconds / bytes.Count:0} µs"));
    }
}
