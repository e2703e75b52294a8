using ReplayGraph.Bench.Clients;
using ReplayGraph.Bench.Importing;
using ReplayGraph.Bench.Results;
using ReplayGraph.Bench.Serving;

namespace ReplayGraph.Bench.Lookups;

/// <summary>
/// Lookups while the same process imports at full speed, into the same issues: once at a moderate pace, where latency is what a page
/// waits, and once as fast as answers come, where they take what the import leaves.
/// </summary>
internal static class DuringImportPart
{
    private const int Connections = 4, PerSecond = 1000;

    internal static async Task MeasureAsync(Run run, string folder, double importRate)
    {
        run.Table.Say("lookups while an import runs");
        using ServerProcess server = await ServerProcess.StartRoleAsync(folder, run.Cancel);
        IssueLookups sample = await IssueLookups.DrawAsync(server, "", run.Cancel);
        using var client = new LoadClient(server.Address, Connections);
        client.SendFor(run.Slice, sample.Lookups, run.Cancel);
        await server.ImportAsync(run.WarmUp, run.Cancel);
        (Load paced, Measured beside) = await LoadAsync(run, server, client, sample, PerSecond, seed: 2);
        run.Table.Add(new(
            $"p99 of {PerSecond:N0} lookups/s while an import runs, ms",
            $"{Words.Ms(paced.P99)} (p50 {Words.Ms(paced.P50)}, max {Words.Ms(paced.Max)}; {paced.Rate:N0}/s)",
            paced.P99, 10, 3, IsCeiling: true));
        run.Table.Add(new(
            "... the import meanwhile, as a share of `import`",
            $"{Words.Ratio(beside.Rate / importRate)} ({Words.Rate(beside.Rate)} facts/s)"));
        (Load closed, beside) = await LoadAsync(run, server, client, sample, null, seed: 3);
        run.Table.Add(new(
            $"p99 of lookups on {Connections} connections without a pause while an import runs",
            $"{Words.Ms(closed.P99)} (p50 {Words.Ms(closed.P50)}, max {Words.Ms(closed.Max)}; {closed.Rate:N0}/s; the import {Words.Ratio(beside.Rate / importRate)})"));
    }

    private static async Task<(Load Load, Measured Import)> LoadAsync(
        Run run, ServerProcess server, LoadClient client, IssueLookups sample, int? perSecond, ulong seed)
    {
        string facts = run.Scratch.Generate(run.Options.Events, seed, cancel: run.Cancel);
        Task<Measured> import = server.ImportAsync(facts, run.Cancel);
        Load load = client.SendWhile(import, perSecond, sample.Lookups, run.Cancel);
        Measured imported = await import;
        File.Delete(facts);
        return (load, imported);
    }
}
