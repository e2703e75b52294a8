using System.Diagnostics;
using ReplayGraph.Cluster.Tests.Answers;
using ReplayGraph.Cluster.Tests.Ingest;
using ReplayGraph.Cluster.Tests.Silos;
using Xunit.Abstractions;

namespace ReplayGraph.Cluster.Tests;

/// <summary>
/// Three silos under steady ingest. One after the other is killed (SIGKILL) and started again, and PostgreSQL is stopped and started in
/// between. <c>REPLAYGRAPH_SEED=17</c> draws other facts and moments, <c>REPLAYGRAPH_KILLS=100</c> takes longer.
/// </summary>
public sealed class KillTests(ITestOutputHelper output)
{
    // What is acknowledged before ingest is said to have resumed, beside all that was under way.
    private const int Resumed = 40;

    private readonly int _seed = Number("REPLAYGRAPH_SEED", 1);
    private readonly int _kills = Number("REPLAYGRAPH_KILLS", 10);

    [Fact]
    public async Task Killed_LosesNothingAcknowledged_AndResumesByItself()
    {
        output.Say($"REPLAYGRAPH_SEED={_seed} REPLAYGRAPH_KILLS={_kills}");
        DrawnOrganization[] organizations = [.. Enumerable.Range(1, 30 + (15 * _kills)).Select(number => new DrawnOrganization($"world-{number}"))];
        string[] names = [.. organizations.Select(one => one.Name)];
        await using OracleServer oracle = await OracleServer.StartAsync(names);
        await using ThreeSilos silos = await ThreeSilos.StartAsync(names, isDurable: true);
        await using var feed = new Feed(silos.All, new DrawnBatches(_seed, organizations, TimeProvider.System));
        var comparison = new Comparison(oracle);
        await KillAsync(silos, feed, comparison);
        await feed.StopAsync();
        output.Say($"in all {feed.Counts}");
        await CompareAsync(silos, organizations, comparison);
        output.Say($"{comparison.Compared} answers compared; ended by themselves: "
            + string.Join(", ", silos.All.Select(silo => $"{silo.Name} {silo.EndedByItself} times")));
    }

    private async Task KillAsync(ThreeSilos silos, Feed feed, Comparison comparison)
    {
        var random = new Random(_seed);
        Task starting = Task.CompletedTask;
        for (int kill = 1; kill <= _kills; kill++)
        {
            // One in four is killed while another, or it itself, is still joining.
            bool isEarly = random.Next(4) == 0;
            await (isEarly ? Task.CompletedTask : starting);
            await feed.AcknowledgedAsync(random.Next(10, 100));
            if (kill % ((_kills / 3) + 1) == 0)
            {
                await StopDatabaseAsync(silos, feed);
            }

            SiloProcess victim = silos.All[random.Next(silos.All.Count)];
            FeedCounts before = feed.Mark();
            await victim.KillAsync();
            long killed = Stopwatch.GetTimestamp();
            victim.Begin();
            starting = victim.ServesAsync();
            TimeSpan resumed = await feed.ResumedAsync(Resumed);
            output.Say($"kill {kill}, {victim.Name}{(isEarly ? ", early" : "")}: resumed after {resumed.TotalSeconds:0.0} s,"
                + $" it serves {(starting.IsCompleted ? "again" : "not yet")}; {feed.Counts.Since(before)}");
            await CompareOneAsync(silos.All[random.Next(silos.All.Count)], feed, comparison);
        }

        await starting;
    }

    private async Task StopDatabaseAsync(ThreeSilos silos, Feed feed)
    {
        if (!silos.Server.IsOwn)
        {
            output.Say("PostgreSQL is not ours to stop");
            return;
        }

        FeedCounts before = feed.Mark();
        Task refused = feed.RefusedAsync();
        await silos.Server.StopAsync();
        await refused;
        await silos.Server.StartAgainAsync();
        TimeSpan resumed = await feed.ResumedAsync(Resumed);
        output.Say($"PostgreSQL is back: resumed after {resumed.TotalSeconds:0.0} s; {feed.Counts.Since(before)}");
    }

    // What was acknowledged is answered also while silos come and go.
    private static async Task CompareOneAsync(SiloProcess silo, Feed feed, Comparison comparison)
    {
        if (feed.Told.LastOrDefault() is { } organization)
        {
            string? difference = await comparison.FindDifferenceAsync(organization, Question.Answers, silo);
            Assert.True(difference is null || !organization.IsTold, $"meanwhile: {difference}");
        }
    }

    private static async Task CompareAsync(ThreeSilos silos, DrawnOrganization[] organizations, Comparison comparison)
    {
        DrawnOrganization[] told = [.. organizations.Where(one => one.Acknowledged.Count > 0)];
        for (int i = 0; i < told.Length; i++)
        {
            Assert.Null(await comparison.FindDifferenceAsync(told[i], Question.Answers, silos.All));
            Assert.Null(await comparison.FindDifferenceAsync(told[i], Question.Edges, silos.All[i % silos.All.Count]));
        }
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), out int number) ? number : otherwise;
}
