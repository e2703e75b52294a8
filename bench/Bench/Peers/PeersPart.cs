using System.Globalization;
using ReplayGraph.Bench.Clients;
using ReplayGraph.Bench.Importing;
using ReplayGraph.Bench.Lookups;
using ReplayGraph.Bench.Results;
using ReplayGraph.Bench.Serving;

namespace ReplayGraph.Bench.Peers;

/// <summary>
/// Compares alternative stores on the same file in the same run. Our import is measured again next to each of theirs. Lookups use the same
/// keys and number of connections, once with this program's client and once with one like that of the peers.
/// </summary>
internal sealed class PeersPart(Run run, string folder)
{
    private const int Connections = 16, Seconds = 5;

    // "The first 1,000 ids of each answer."
    private const string Page = "?limit=1000&fields=replay_id";

    internal async Task MeasureAsync()
    {
        await CompareImportAsync("postgres-links", "PostgreSQL with 5,000 facts a commit and links at write", 8, 20);
        await CompareImportAsync("duckdb", "DuckDB's bulk load", 0.7, 1.5);
        PeerResult redis = await MeasurePeerAsync("redis");
        run.Table.Add(new("Redis with links at write: load", $"{Format.Rate(redis.Rate)} facts/s"));
        await CompareLookupsAsync(redis);
    }

    private async Task CompareImportAsync(string peer, string name, double least, double aim)
    {
        PeerResult theirs = await MeasurePeerAsync(peer);
        using var importer = new ImportProcess();
        await ImportAsync(importer, run.WarmUp);
        var imports = new Measured[run.Options.Rounds];
        for (int i = 0; i < imports.Length; i++)
        {
            imports[i] = await ImportAsync(importer, run.Facts);
        }

        double cold = imports[0].Facts / await ImportCommand.MeasureAsync(run);
        double ours = Format.Median(imports.Select(import => import.Rate)), ratio = ours / theirs.Rate;
        run.Table.Add(new(
            $"`import` against {name}, times",
            $"{Format.Ratio(ratio)} ({Format.Rate(ours)} facts/s of {Format.Rate(theirs.Rate)})", ratio, least, aim));
        run.Table.Add(new(
            "... the command from start to exit, against their load in a process that is up, times",
            $"{Format.Ratio(cold / theirs.Rate)} ({Format.Rate(cold)} facts/s)"));
    }

    private async Task CompareLookupsAsync(PeerResult redis)
    {
        run.Table.Report("the same lookups on our server");
        using ServerProcess server = await ServerProcess.StartRoleAsync(folder, run.Cancel);
        IssueLookups sample = await IssueLookups.DrawAsync(server, Page, run.Cancel);
        var time = TimeSpan.FromSeconds(Seconds);
        double ratio;
        using (var client = new LoadClient(server.Address, Connections))
        {
            client.SendFor(time, sample.Lookups, run.Cancel);
            Load ours = client.SendFor(time, sample.Lookups, run.Cancel);
            ratio = ours.Rate / redis.Issues;
            run.Table.Add(new(
                "issue lookups, 16 connections, the first 1,000 ids, against Redis with links at write "
                    + "(its client is Node, ours this program), times",
                $"{Format.Ratio(ratio)} ({Format.Rate(ours.Rate)}/s of {Format.Rate(redis.Issues)}/s)", ratio, 2, 5));
        }

        double like = await PeerPrograms.LookUpAsync(
            server.Address.ToString(), run.Answers!, run.Options.Peers!, Connections, Seconds, run.Cancel);
        run.Table.Add(new(
            "... with a Node client here too, which parses each answer, times",
            $"{Format.Ratio(like / redis.Issues)} ({like.ToString("N0", CultureInfo.InvariantCulture)}/s)"));
    }

    private async Task<PeerResult> MeasurePeerAsync(string peer)
    {
        run.Table.Report($"peer: {peer}");
        return await PeerPrograms.MeasureAsync(peer, run.Options.Peers!, run.Facts, run.Answers!, run.Scratch.File("servers"), run.Cancel);
    }

    private async Task<Measured> ImportAsync(ImportProcess importer, string facts)
    {
        string to = run.Scratch.NewFolder();
        Measured import = await importer.ImportAsync(facts, to, TimeSpan.Zero, run.Cancel);
        Workloads.Scratch.Delete(to);
        return import;
    }
}
