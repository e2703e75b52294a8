using ReplayGraph.Bench.Clients;
using ReplayGraph.Bench.Results;
using ReplayGraph.Bench.Workloads;
using ReplayGraph.ClusterBench.Outages;
using ReplayGraph.PostgresServer;
using Request = ReplayGraph.Bench.Clients.Request;

namespace ReplayGraph.ClusterBench;

/// <summary>Compares issue lookups over HTTP at a front-end without grains with an empty endpoint there, in alternating rounds.</summary>
internal sealed class FrontEndPart : IPart
{
    private const int Rounds = 9;
    private const int Connections = 32;
    private const int Issues = 200;
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
        Request[] lookups = [.. Enumerable.Range(0, Issues).Select(i => Request.Get($"/api/v1/default/issues/{4_000_000_000 + i}/replays"))];
        Request[] empty = [Request.Get("/healthz/live")];
        List<double> rates = [], empties = [];
        double bytes = 0;
        for (int round = 0; round < Rounds; round++)
        {
            empties.Add(client.SendFor(_round, empty, CancellationToken.None).Rate);
            Load load = client.SendFor(_round, lookups, CancellationToken.None);
            rates.Add(load.Rate);
            bytes = load.MeanBytes;
        }

        double ratio = Format.Median(rates.Zip(empties, (lookup, nothing) => lookup / nothing).Skip(1));
        table.Add(new Row(
            "issue lookup over HTTP at a front-end / an empty endpoint there",
            $"{Format.Ratio(ratio)} ({Format.Rate(Format.Median(rates))}/s of {bytes:N0} B, {Format.Rate(Format.Median(empties))}/s)", ratio, 0.4, 0.6));
    }
}
