using ReplayGraph.Bench.Results;
using ReplayGraph.Bench.Workloads;
using ReplayGraph.ClusterBench.Outages;
using ReplayGraph.PostgresServer;

namespace ReplayGraph.ClusterBench.Growth;

/// <summary>
/// What facts cost with more silos, and with more facts before them: the processor time of silos, front-end and database for each million,
/// ingested through the front-end, and the bytes of the database for each fact.
/// </summary>
internal sealed class GrowthPart : IPart
{
    private const int AtOnce = 4, Fifths = 5;

    // The runtime of each silo compiles busy methods again in the first batches that it takes part in.
    private const int WarmUpOfASilo = 200_000;

    private static readonly TimeSpan _idle = TimeSpan.FromSeconds(20);

    private static readonly int[] _silos = [1, 2, 4, 8];

    public string Name => "growth";

    public async Task RunAsync(BenchSize size, ResultTable table)
    {
        using var scratch = new Scratch(Path.GetTempPath());
        int facts = size.Facts + (WarmUpOfASilo * _silos[^1]);
        List<ReadOnlyMemory<byte>> bodies = FactBodies.Cut(FactBodies.Read(scratch.Generate(facts, Facts.Seed)), Facts.BatchSize);
        double one = 0;
        foreach (int silos in _silos)
        {
            double cost = await MeasureAsync(silos, bodies, size.Facts / Facts.BatchSize, table);
            one = one == 0 ? cost : one;
            if (silos > 1)
            {
                table.Add(new Row($"... against one silo", Format.Ratio(cost / one), cost / one, 1.2, IsCeiling: true));
            }
        }
    }

    // Returns the processor time of a million facts, in s.
    private static async Task<double> MeasureAsync(int silos, List<ReadOnlyMemory<byte>> bodies, int measured, ResultTable table)
    {
        await using Server server = await Server.StartAsync(isDurable: true);
        string database = await server.CreateDatabaseAsync();
        List<ClusterProgram> programs = [];
        try
        {
            for (int i = 0; i < silos; i++)
            {
                programs.Add(await ClusterProgram.StartAsync("silo", database));
            }

            programs.Add(await ClusterProgram.StartAsync("api", database));
            using var http = new HttpClient { BaseAddress = new($"http://{programs[^1].Address}"), Timeout = TimeSpan.FromMinutes(3) };
            int warm = silos * WarmUpOfASilo / Facts.BatchSize;
            await SendAsync(http, bodies.Take(warm));
            List<Cost> parts = [];
            foreach (ReadOnlyMemory<byte>[] part in bodies.Skip(warm).Take(measured).Chunk((measured / Fifths) + 1))
            {
                Cost before = await Cost.OfAsync(server, database, programs, 0);
                await SendAsync(http, part);
                parts.Add((await Cost.OfAsync(server, database, programs, part.Sum(body => FactBodies.Count(body.Span)))).Minus(before));
            }

            Cost ingested = await Cost.OfAsync(server, database, programs, 0);
            await Task.Delay(_idle);
            return Report(silos, parts, (await Cost.OfAsync(server, database, programs, 0)).Minus(ingested), table);
        }
        finally
        {
            programs.ForEach(program => program.Dispose());
        }
    }

    private static double Report(int silos, List<Cost> parts, Cost idle, ResultTable table)
    {
        Cost all = parts.Aggregate((a, b) => a.Plus(b));
        double each = all.Each * (1 - (idle.Busy / all.Busy));
        string kind = silos == 1 ? "1 silo" : $"{silos} silos";
        table.Add(new Row(
            $"{kind} and a front-end, {Format.Rate(all.Facts)} facts: processor time for a million, without what is used idle",
            $"{Format.Seconds(each)} (of {Format.Seconds(all.Each)}: silos {Format.Seconds(all.PerMillion(all.Silos))}, "
                + $"front-end {Format.Seconds(all.PerMillion(all.FrontEnd))}, "
                + $"PostgreSQL {Format.Seconds(all.PerMillion(all.Database))}; {all.Bytes / all.Facts} B in the database for each)"));
        double ratio = parts[^1].Each / parts[0].Each;
        table.Add(new Row("... the last fifth of the facts against the first", Format.Ratio(ratio), ratio, 1.2, IsCeiling: true));
        table.Add(new Row("... processors busy while all are idle; while they ingest", $"{Format.Ratio(idle.Busy)}; {Format.Ratio(all.Busy)}"));
        return each;
    }

    private static Task SendAsync(HttpClient http, IEnumerable<ReadOnlyMemory<byte>> bodies) => Parallel.ForEachAsync(
        bodies, new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
        async (body, cancel) =>
        {
            using var content = new ReadOnlyMemoryContent(body) { Headers = { ContentType = new("application/x-ndjson") } };
            using HttpResponseMessage answer = await http.PostAsync("/api/v1/default/facts", content, cancel);
            answer.EnsureSuccessStatusCode();
        });
}
