using ReplayGraph.Bench.Children;
using ReplayGraph.Bench.Clients;
using ReplayGraph.Bench.Importing;
using ReplayGraph.Bench.Results;
using ReplayGraph.Bench.Serving;

namespace ReplayGraph.Bench.Lookups;

/// <summary>
/// Lookups while facts come in at full speed, into the same issues: from an import inside the server's own process, and from the
/// import command over HTTP. The lookups come at a moderate pace on more connections than they need, so that latency is what a page
/// waits; then, for comparison, on few connections as fast as answers come.
/// </summary>
internal sealed class DuringImportPart(Run run, ServerProcess server, IssueLookups sample, double importRate)
{
    private const int PacedConnections = 32, PerSecond = 1000, ClosedConnections = 4;

    private delegate Task<Measured> Import(string file);

    internal static async Task MeasureAsync(Run run, string folder, double importRate)
    {
        run.Table.Say("lookups while an import runs");
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
            $"p99 of {Words.Rate(PerSecond)} lookups/s while {what}, ms",
            $"{Words.Ms(load.P99)} (p50 {Words.Ms(load.P50)}, max {Words.Ms(load.Max)}; {Words.Rate(load.Rate)}/s)",
            load.P99, 10, 3, IsCeiling: true));
        run.Table.Add(new(
            "... of which the machine: p99 of how late a thread wakes that only sleeps, beside the client",
            Words.Ms(late)));
        run.Table.Add(new(
            "... the import meanwhile, as a share of `import`",
            $"{Words.Ratio(beside.Rate / importRate)} ({Words.Rate(beside.Rate)} facts/s{Collector(beside)})"));
    }

    private static string Collector(Measured beside) => beside.Collections == 0
        ? ""
        : $"; the server's garbage collector paused it {beside.Collections} times, {Words.Ms(beside.Pauses * 1000)} in all";

    private async Task ClosedAsync(ulong seed)
    {
        (Load load, Measured beside, _) = await LoadNewAsync(InsideAsync, seed, ClosedConnections, perSecond: null);
        run.Table.Add(new(
            $"p99 of lookups on {ClosedConnections} connections without a pause while an import runs inside the server",
            $"{Words.Ms(load.P99)} (p50 {Words.Ms(load.P50)}, max {Words.Ms(load.Max)}; {Words.Rate(load.Rate)}/s; "
                + $"the import {Words.Ratio(beside.Rate / importRate)})"));
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
