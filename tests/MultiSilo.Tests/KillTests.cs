using ReplayGraph.Chaos.Answers;
using ReplayGraph.Chaos.Faults;
using ReplayGraph.Chaos.Ingest;
using ReplayGraph.Chaos.Servers;
using ReplayGraph.Chaos.Silos;
using ReplayGraph.MultiSilo.Tests.Silos;
using ReplayGraph.Prerequisites;
using Xunit.Abstractions;

namespace ReplayGraph.MultiSilo.Tests;

/// <summary>
/// Three silos under steady ingest. Silos are killed (SIGKILL), paused (SIGSTOP) or stopped in turn, and PostgreSQL is restarted in
/// between; <c>tests/LongKill</c> does the same for longer. <c>REPLAYGRAPH_SEED=17</c> draws other facts and moments,
/// <c>REPLAYGRAPH_KILLS=100</c> runs longer.
/// </summary>
[NeedsPostgres]
public sealed class KillTests(ITestOutputHelper output, Logs logs) : IClassFixture<Logs>
{
    // Ingest has resumed after this many acknowledgements more than were in flight.
    private const int Resumed = 40;

    private readonly int _seed = Number("REPLAYGRAPH_SEED", 1);
    private readonly int _kills = Number("REPLAYGRAPH_KILLS", 4);

    [Fact]
    public async Task Killed_LosesNothingAcknowledged_AndResumesByItself()
    {
        Log($"REPLAYGRAPH_SEED={_seed} REPLAYGRAPH_KILLS={_kills}");
        DrawnOrganization[] organizations = [.. Enumerable.Range(1, 30 + (15 * _kills)).Select(number => new DrawnOrganization($"world-{number}"))];
        string[] names = [.. organizations.Select(one => one.Name)];
        await using OracleServer oracle = await OracleServer.StartAsync(names);
        await using ThreeSilos silos = await ThreeSilos.StartAsync(logs.Plan(names) with { IsDurable = true });
        await using var feed = new Feed(silos.All, new DrawnBatches(_seed, organizations, TimeProvider.System));
        var comparison = new Comparison(oracle);
        await InjectFaultsAsync(silos, feed, comparison);
        await feed.StopAsync();
        Log($"in all {feed.Counts}");
        await CompareAsync(silos, organizations, comparison);
        Log($"{comparison.Compared} answers compared; exited on their own: "
            + string.Join(", ", silos.All.Select(silo => $"{silo.Name} {silo.EndedByItself} times")));
        Assert.All(silos.All.SelectMany(silo => silo.Ends), end => Assert.NotEqual(EndReason.Unknown, end.Reason));
    }

    private async Task InjectFaultsAsync(ThreeSilos silos, Feed feed, Comparison comparison)
    {
        var random = new Random(_seed);
        for (int kill = 1; kill <= _kills; kill++)
        {
            await feed.AcknowledgedAsync(random.Next(10, 100));
            if (kill % ((_kills / 3) + 1) == 0)
            {
                await StopDatabaseAsync(silos, feed);
            }

            Fault fault = Draw(random, random.One(silos.All));
            FeedCounts before = feed.Mark();
            await fault.BeginAsync();
            await Draws.WaitAsync(fault.Hold);
            await fault.EndAsync();
            TimeSpan resumed = await feed.ResumedAsync(Resumed);
            Log($"{kill}: {fault}: resumed after {resumed.TotalSeconds:0.0} s; {feed.Counts.Since(before)}");
            await CompareOneAsync(random.One(silos.All), feed, comparison);
        }

        await Task.WhenAll(silos.All.Select(silo => silo.ServesAsync()));
    }

    private static Fault Draw(Random random, ServerProcess victim) => random.Next(8) switch
    {
        0 or 1 => ServerFaults.KillEarly(victim, random.Between(0.1, 4)),
        2 => ServerFaults.Pause(victim, random.Between(0.1, 10)),
        3 => ServerFaults.Stop(victim, random.Between(0.01, 1)),
        _ => ServerFaults.Kill(victim, random.Between(0.01, 1)),
    };

    private async Task StopDatabaseAsync(ThreeSilos silos, Feed feed)
    {
        if (!silos.Server.IsOwn)
        {
            Log("this test did not start PostgreSQL, so it does not stop it");
            return;
        }

        FeedCounts before = feed.Mark();
        Task refused = feed.RefusedAsync();
        await silos.Server.StopAsync();
        await refused;
        await silos.Server.StartAgainAsync();
        TimeSpan resumed = await feed.ResumedAsync(Resumed);
        Log($"PostgreSQL is back: resumed after {resumed.TotalSeconds:0.0} s; {feed.Counts.Since(before)}");
    }

    // Acknowledged facts are visible even while silos come and go.
    private static async Task CompareOneAsync(ServerProcess silo, Feed feed, Comparison comparison)
    {
        if (feed.Told.LastOrDefault() is { Rest: { } rest } organization)
        {
            Difference? difference = await comparison.FindDifferenceAsync(organization, Question.Answers, silo);
            Assert.True(difference is null || organization.Rest != rest, $"meanwhile: {difference}");
        }
    }

    private static async Task CompareAsync(ThreeSilos silos, DrawnOrganization[] organizations, Comparison comparison)
    {
        DrawnOrganization[] acknowledged = [.. organizations.Where(one => one.Acknowledged.Count > 0)];
        for (int i = 0; i < acknowledged.Length; i++)
        {
            Assert.Null(await comparison.FindDifferenceAsync(acknowledged[i], Question.Answers, silos.All));
            Assert.Null(await comparison.FindDifferenceAsync(acknowledged[i], Question.Edges, silos.All[i % silos.All.Count]));
        }
    }

    private void Log(string line) => Logs.Log(output, line);

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), out int number) ? number : otherwise;
}
