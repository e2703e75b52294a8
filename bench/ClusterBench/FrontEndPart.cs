using ReplayGraph.Bench.Clients;
using ReplayGraph.Bench.Results;
using ReplayGraph.Bench.Workloads;
using ReplayGraph.Cli.Generating;
using ReplayGraph.ClusterBench.Outages;
using ReplayGraph.PostgresServer;
using Request = ReplayGraph.Bench.Clients.Request;

namespace ReplayGraph.ClusterBench;

/// <summary>
/// Compares issue lookups over HTTP at a front-end without grains with an empty endpoint there, in alternating rounds, and counts replays as a
/// list of issues does.
/// </summary>
internal sealed class FrontEndPart : IPart
{
    private const int Rounds = 9;
    private const int Connections = 32;
    private const int Issues = 200;

    // On a page of Sentry's list of issues.
    private const int Listed = 25;
    private static readonly TimeSpan _round = TimeSpan.FromSeconds(2);

    public string Name => "front-end";

    public async Task RunAsync(BenchSize size, ResultTable table)
    {
        await using Server server = await Server.StartAsync();
        string database = await server.CreateDatabaseAsync();
        using var scratch = new Scratch(Path.GetTempPath());
        string file = scratch.Generate(Math.Min(size.Facts, 100_000), Facts.Seed);
        using ClusterProgram silo = await ClusterProgram.StartAsync("silo", database), front = await ClusterProgram.StartAsync("api", database);
        using var client = new LoadClient(front.Address, Connections);
        client.SendAll(
            [.. FactBodies.Cut(FactBodies.Read(file), Facts.BatchSize).Select(body =>
                Request.Post("/api/v1/default/facts", "application/x-ndjson", body))],
            null, CancellationToken.None);
        Request[] lookups = [.. Enumerable.Range(0, Issues).Select(i => Request.Get($"/api/v1/default/issues/{WorkloadAnswers.IssueId(i)}/replays"))];
        Request[] empty = [Request.Get("/healthz/live")];
        string listed = string.Join(',', Enumerable.Range(0, Listed).Select(WorkloadAnswers.IssueId));
        Request[] counts = [Request.Get($"/api/0/organizations/default/replay-count/?query=issue.id:[{listed}]&statsPeriod=90d")];
        List<double> rates = [], empties = [], lists = [];
        double bytes = 0;
        for (int round = 0; round < Rounds; round++)
        {
            empties.Add(client.SendFor(_round, empty, CancellationToken.None).Rate);
            Load load = client.SendFor(_round, lookups, CancellationToken.None);
            rates.Add(load.Rate);
            bytes = load.MeanBytes;
            lists.Add(client.SendFor(_round, counts, CancellationToken.None).Rate);
        }

        double ratio = Format.Median(rates.Zip(empties, (lookup, nothing) => lookup / nothing).Skip(1));
        table.Add(new Row(
            "issue lookup over HTTP at a front-end / an empty endpoint there",
            $"{Format.Ratio(ratio)} ({Format.Rate(Format.Median(rates))}/s of {bytes:N0} B, {Format.Rate(Format.Median(empties))}/s)", ratio, 0.6, 0.7));
        table.Add(new Row($"replay-count of {Listed} issues at a front-end", $"{Format.Rate(Format.Median(lists))}/s"));
    }
}
