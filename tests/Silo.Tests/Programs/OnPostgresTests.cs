using System.Net;
using System.Text.Json;
using Npgsql;
using ReplayGraph.Api.Tests.Server;
using ReplayGraph.Prerequisites;

namespace ReplayGraph.Silo.Tests.Programs;

[Collection(PostgresTests.Name)]
[NeedsPostgres]
public sealed class OnPostgresTests(PostgresFixture postgres)
{
    [Fact]
    public async Task ThreeSilosAndAFrontEndStartAtOnceOnAnEmptyDatabase()
    {
        string database = await postgres.Server.CreateDatabaseAsync();
        await using SiloProcess first = Begin(database, "both");
        await using SiloProcess second = Begin(database, "both");
        await using SiloProcess third = Begin(database, "silo");
        await using SiloProcess frontEnd = Begin(database, "api");
        foreach (SiloProcess process in (SiloProcess[])[first, second, third, frontEnd])
        {
            await process.ServesAsync();
            await process.IsReadyAsync();
        }

        await frontEnd.Client.IngestAsync(Calls.Segment(Calls.Id(7, 1)), Calls.Error(Calls.Id(7, 2), 1, Calls.Id(7, 1)));
        foreach (SiloProcess process in (SiloProcess[])[first, second, frontEnd])
        {
            Assert.Equal([Calls.Id(7, 1)], await ReplaysAsync(process));
        }

        // Whichever of them holds the nodes commits.
        string metrics = string.Concat(await Task.WhenAll(((SiloProcess[])[first, second, third]).Select(silo =>
            silo.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative)))));
        Assert.Contains("\nreplaygraph_postgres_commit_duration_seconds_bucket{le=\"0.001\"}", metrics, StringComparison.Ordinal);
        Assert.DoesNotContain("Username=", metrics, StringComparison.Ordinal);

        (HttpStatusCode status, _) = await third.Client.SendAsync("GET", Calls.Base + "issues/1/replays");
        Assert.Equal(HttpStatusCode.NotFound, status);

        // A silo that ends without a word is missed, and its nodes live on elsewhere.
        await second.KillAsync();
        string[] facts = [.. Enumerable.Range(0, 50).Select(i => Calls.Error(Calls.Id(8, i), 100 + i, Calls.Id(7, 1)))];
        await frontEnd.TakesAsync(facts, first, third);
        Assert.Equal([Calls.Id(7, 1)], await ReplaysAsync(frontEnd));
        Assert.Equal((0, 0, 0), (await frontEnd.StopAsync(), await first.StopAsync(), await third.StopAsync()));

        await using SiloProcess again = await Begin(database, "both").ServesAsync();
        Assert.Equal([Calls.Id(7, 1)], await ReplaysAsync(again));
    }

    [Fact]
    public async Task ADatabaseThatStopsIsSaidAndComesBackByItself()
    {
        if (!postgres.Server.IsOwn)
        {
            return;
        }

        string database = await postgres.Server.CreateDatabaseAsync();
        await using SiloProcess silo = Begin(database, "silo");
        await using SiloProcess frontEnd = await Begin(database, "api").ServesAsync();
        await silo.ServesAsync();
        await frontEnd.IsReadyAsync();
        await frontEnd.Client.IngestAsync(Calls.Segment(Calls.Id(7, 1)), Calls.Error(Calls.Id(7, 2), 1, Calls.Id(7, 1)));
        await postgres.Server.StopAsync();
        using (HttpResponseMessage answer = await frontEnd.Client.RawAsync(
            "POST", Calls.Base + "facts", Calls.Lines(Calls.Error(Calls.Id(7, 3), 1))))
        {
            JsonElement problem = JsonElement.Parse(await answer.Content.ReadAsStringAsync());
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.NotNull(answer.Headers.RetryAfter);
            Assert.Contains("PostgreSQL", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        }

        await frontEnd.IsReadyAsync(HttpStatusCode.ServiceUnavailable);
        await silo.IsReadyAsync(HttpStatusCode.ServiceUnavailable);
        Assert.Equal(HttpStatusCode.OK, await silo.ProbeAsync("live"));
        await postgres.Server.StartAgainAsync();
        await silo.IsReadyAsync();
        await frontEnd.IsReadyAsync();
        await frontEnd.TakesAsync([Calls.Error(Calls.Id(7, 3), 1, Calls.Id(7, 1))], silo);
        JsonElement links = await frontEnd.Client.ReadAsync(Calls.Base + "issues/1/replays");
        Assert.Equal(2, links.GetProperty("replays")[0].GetProperty("events").GetInt32());
    }

    [Fact]
    public async Task ADatabaseThatIsNotThereIsWaitedForAndThenNamed()
    {
        (int exitCode, string errors) = await SiloProcess.RunToEndAsync(
            "--ReplayGraph:Cluster:ConnectionString", "Host=127.0.0.1;Port=1;Database=nowhere;Username=someone;Password=sesame",
            "--ReplayGraph:Cluster:StartupSeconds", "3");
        Assert.Equal(1, exitCode);
        Assert.Contains("Waiting for PostgreSQL at 127.0.0.1:1, database 'nowhere'", errors, StringComparison.Ordinal);
        Assert.Contains("Cannot start: PostgreSQL at 127.0.0.1:1", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("sesame", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFrontEndWithoutASiloWaitsAndThenSaysSo()
    {
        (int exitCode, string errors) = await SiloProcess.RunToEndAsync(
            "--ReplayGraph:Cluster:ConnectionString", await postgres.Server.CreateDatabaseAsync(),
            "--ReplayGraph:Cluster:StartupSeconds", "2",
            "--ReplayGraph:Cluster:Role", "api");
        Assert.Equal(1, exitCode);
        Assert.Equal(
            [
                "Warning: what SDKs send while the database or the silos are away is lost. Set ReplayGraph:Cluster:Spool:Folder to keep it.",
                "Waiting for a silo of cluster 'replaygraph', up to 2 s: no silo is running, or none answers",
                "Cannot start: no silo of cluster 'replaygraph' for 2 s: no silo is running, or none answers",
            ],
            errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    [Fact]
    public async Task AMembershipThatCannotBeReadEndsTheStart()
    {
        string database = await postgres.Server.CreateDatabaseAsync();
        await using (SiloProcess silo = await Begin(database, "silo").ServesAsync())
        {
            Assert.Equal(0, await silo.StopAsync());
        }

        await using NpgsqlDataSource source = NpgsqlDataSource.Create(database);
        await using NpgsqlCommand command = source.CreateCommand("DELETE FROM replaygraph.orleansquery WHERE querykey LIKE '%Membership%'");
        await command.ExecuteNonQueryAsync();
        (int exitCode, string errors) = await SiloProcess.RunToEndAsync("--ReplayGraph:Cluster:ConnectionString", database);
        Assert.Equal(1, exitCode);
        Assert.Contains("Cannot start", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task APodGivesItsName()
    {
        string database = await postgres.Server.CreateDatabaseAsync();
        await using SiloProcess silo = await SiloProcess.Begin(
            new Dictionary<string, string> { ["POD_NAME"] = "silo-0", ["POD_IP"] = "127.0.0.1", ["POD_NAMESPACE"] = "graphs" },
            "--ReplayGraph:Cluster:ConnectionString", database).ServesAsync();
        Assert.Contains("silo 'silo-0' at 127.0.0.1:", silo.Greeting, StringComparison.Ordinal);
        Assert.Equal(0, await silo.StopAsync());
    }

    private static SiloProcess Begin(string database, string role) => SiloProcess.Begin(
        "--ReplayGraph:Cluster:ConnectionString", database, "--ReplayGraph:Cluster:Role", role);

    private static async Task<string[]> ReplaysAsync(SiloProcess process) =>
        (await process.Client.ReadAsync(Calls.Base + "issues/1/replays")).Replays();
}
