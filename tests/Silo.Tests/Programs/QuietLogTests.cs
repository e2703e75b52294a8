using ReplayGraph.Api.Tests.Server;
using ReplayGraph.Prerequisites;

namespace ReplayGraph.Silo.Tests.Programs;

/// <summary>One line for each thing that an operator would act on: none for work, one for a silo that dies during it.</summary>
[Collection(PostgresTests.Name)]
[NeedsPostgres]
public sealed class QuietLogTests(PostgresFixture postgres)
{
    // What a busy machine adds: a database or a cluster that answered late, for example.
    private const int Tolerance = 8;

    [Fact]
    public async Task WorkLogsNothingAndADeadSiloOneLine()
    {
        string database = await postgres.Server.CreateDatabaseAsync();
        await using SiloProcess first = Begin(database, "silo");
        await using SiloProcess second = Begin(database, "silo");
        await using SiloProcess frontEnd = Begin(database, "api");
        foreach (SiloProcess process in (SiloProcess[])[first, second, frontEnd])
        {
            await process.ServesAsync();
            await process.IsReadyAsync();
        }

        int before = Lines(first) + Lines(second) + Lines(frontEnd);
        await frontEnd.Client.IngestAsync(Facts(7));
        await frontEnd.Client.ReadAsync(Calls.Base + "issues/1/replays");
        int worked = Lines(first) + Lines(second) + Lines(frontEnd);
        Assert.True(worked - before <= Tolerance, Texts(first, second, frontEnd));

        await second.KillAsync();
        await frontEnd.TakesAsync(Facts(8), first);
        await Probes.UntilAsync("the death is logged", () => Task.FromResult(Deaths(first) > 0), () => Texts(first, frontEnd));
        Assert.Equal(1, Deaths(first));
        Assert.True(Lines(first) + Lines(second) + Lines(frontEnd) - worked <= Tolerance, Texts(first, frontEnd));
    }

    private static string[] Facts(int kind) =>
        [.. Enumerable.Range(0, 1000).Select(i => Calls.Error(Calls.Id(kind, i), 1 + (i % 100), Calls.Id(9, i % 50)))];

    private static SiloProcess Begin(string database, string role) => SiloProcess.Begin(
        "--ReplayGraph:Cluster:ConnectionString", database, "--ReplayGraph:Cluster:Role", role);

    private static int Deaths(SiloProcess process) => process.Written.Split("was declared dead").Length - 1;

    private static int Lines(SiloProcess process) => process.Written.Split('\n').Length;

    private static string Texts(params SiloProcess[] processes) => string.Join('\n', processes.Select(process => process.Written));
}
