using ReplayGraph.Bench.Children;
using ReplayGraph.Bench.Clients;
using ReplayGraph.Bench.Importing;
using ReplayGraph.Bench.Results;
using ReplayGraph.Bench.Serving;

namespace ReplayGraph.Bench.Lookups;

/// <summary>
/// Lookups while facts are ingested at full speed into the same issues: by an import in the server's process, and by the import command
/// over HTTP. Lookups arrive at a moderate rate on more connections than needed, so that their latency is what a page waits; then, for
/// comparison, as fast as possible on few connections.
/// </summary>
internal sealed class DuringImportPart(Run run, ServerProcess server, IssueLookups sample, double importRate)
{
    private const int PacedConnections = 32, PerSecond = 1000, ClosedConnections = 4;

    private delegate Task<Measured> Import(string file);

    internal static async Task MeasureAsync(Run run, string folder, double importRate)
    {
        run.Table.Report("lookups during an import");
        using ServerProcess server = await ServerProcess.StartRoleAsync(folder, run.Cancel);
        IssueLookups sample = await IssueLookups.DrawAsync(server, "", run.Cancel);
        var part = new DuringImportPart(run, server, sample, importRate);
        await part.LoadAsync(run.WarmUp, part.InsideAsync, PacedConnections, PerSecond);
        await part.PacedAsync("an import runs inside the server", part.InsideAsync, seed: 2);
        await part.PacedAsync("`import --server` runs", part.OverHttpAsync, seed: 3);
        await part.ClosedAsync(seed: 4);
    }

    private async Task PacedAsync(string what, Import import, ulong seed)
    {
        (Load load, Measured beside, double late) = await LoadNewAsync(import, seed, PacedConnections, PerSecond);
        run.Table.Add(new(
            $"p99 of {Format.Rate(PerSecond)} lookups/s while {what}, ms",
            $"{Format.Ms(load.P99)} (p50 {Format.Ms(load.P50)}, max {Format.Ms(load.Max)}; {Format.Rate(load.Rate)}/s)",
            load.P99, 10, 3, IsCeiling: true));
        run.Table.Add(new(
            "... of which the machine: p99 of how late a sleeping thread wakes beside the client",
            Format.Ms(late)));
        run.Table.Add(new(
            "... the concurrent import, as a share of `import`",
            $"{Format.Ratio(beside.Rate / importRate)} ({Format.Rate(beside.Rate)} facts/s{Collector(beside)})"));
    }

    private static string Collector(Measured beside) => beside.Collections == 0
        ? ""
        : $"; {beside.Collections} garbage collections of the server took {Format.Ms(beside.Pauses * 1000)}";

    private async Task ClosedAsync(ulong seed)
    {
        (Load load, Measured beside, _) = await LoadNewAsync(InsideAsync, seed, ClosedConnections, perSecond: null);
        run.Table.Add(new(
            $"p99 of back-to-back lookups on {ClosedConnections} connections while an import runs inside the server",
            $"{Format.Ms(load.P99)} (p50 {Format.Ms(load.P50)}, max {Format.Ms(load.Max)}; {Format.Rate(load.Rate)}/s; "
                + $"the import {Format.Ratio(beside.Rate / importRate)})"));
    }

    private async Task<(Load Load, Measured Import, double LateMs)> LoadNewAsync(Import import, ulong seed, int connections, int? perSecond)
    {
        string facts = run.Scratch.Generate(run.Options.Events, seed, cancel: run.Cancel);
        (Load, Measured, double) measured = await LoadAsync(facts, import, connections, perSecond);
        File.Delete(facts);
        return measured;
    }

    private async Task<(Load Load, Measured Import, double LateMs)> LoadAsync(string facts, Import import, int connections, int? perSecond)
    {
        using var client = new LoadClient(server.Address, connections);
        Task<Measured> importing = import(facts);
        using var sleeper = new Sleeper();
        Load load = client.SendWhile(importing, perSecond, sample.Lookups, run.Cancel);
        return (load, await importing, sleeper.P99Late());
    }

    private Task<Measured> InsideAsync(string facts) => server.ImportAsync(facts, run.Cancel);

    private async Task<Measured> OverHttpAsync(string facts)
    {
        long begun = TimeProvider.System.GetTimestamp();
        using Child command = Child.StartProgram("replaygraph", "import", facts, "--server", $"http://{server.Address}");
        await command.FinishAsync(run.Cancel);
        double seconds = TimeProvider.System.GetElapsedTime(begun).TotalSeconds;
        return new(File.ReadLines(facts).LongCount(), seconds);
    }
}
