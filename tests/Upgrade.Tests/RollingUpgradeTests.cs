using System.Diagnostics;
using ReplayGraph.Chaos.Answers;
using ReplayGraph.Chaos.Ingest;
using ReplayGraph.Chaos.Servers;
using ReplayGraph.Prerequisites;
using ReplayGraph.Upgrade.Tests.Builds;
using ReplayGraph.Upgrade.Tests.Clusters;
using Xunit.Abstractions;

namespace ReplayGraph.Upgrade.Tests;

/// <summary>
/// A rolling upgrade from the previous release to these sources, and back, under load: processes of both builds run side by side on one
/// database, whose schema is expanded meanwhile.
/// </summary>
[NeedsPostgres]
public sealed class RollingUpgradeTests(ITestOutputHelper output) : IDisposable
{
    private const int Organizations = 20, Watched = 4, Between = 8, Seed = 5;

    // Processes start meanwhile: a load that took both cores of a small machine would only make the test longer.
    private static readonly FeedPace _pace = new() { Senders = 2, Pause = TimeSpan.FromMilliseconds(250) };

    private readonly string _logs = Directory.CreateTempSubdirectory("replaygraph-upgrade-").FullName;

    public void Dispose() => Directory.Delete(_logs, recursive: true);

    [Fact]
    public async Task ThereAndBack_LosesNothing_AndAnswersNothingWrong()
    {
        long begun = Stopwatch.GetTimestamp();
        string previous = await PreviousBuild.RunAsync();
        Log("the previous build is there");
        DrawnOrganization[] organizations = [.. Enumerable.Range(1, Organizations).Select(number => new DrawnOrganization($"world-{number}"))];
        string[] names = [.. organizations.Select(one => one.Name)];
        await using OracleServer oracle = await OracleServer.StartAsync(names);
        await using MixedCluster cluster = await MixedCluster.StartAsync(previous, _logs, names);
        Log("the previous build runs");
        var comparison = new Comparison(oracle);
        await using var watch = new AnswerWatch(cluster.Servers, comparison);
        watch.Start([.. organizations.Take(Watched)]);
        await using var feed = new Feed(
            cluster.Servers, new DrawnBatches(Seed, [.. organizations.Skip(Watched)], TimeProvider.System), _pace);
        await StepAsync("load", () => Task.CompletedTask);

        Instance first = cluster.Silos[0], second = cluster.Silos[1];
        await StepAsync("front-end: current", () => cluster.FrontEnd.ReplaceAsync(Build.Current));
        await StepAsync("silo 1: current", () => first.ReplaceAsync(Build.Current));
        await StepAsync("a later migration", cluster.ExpandAsync);
        await StepAsync("silo 2: previous, killed and started", () => second.CrashAsync(Build.Previous));
        await StepAsync("silo 2: current", () => second.ReplaceAsync(Build.Current));

        await StepAsync("silo 1: previous", () => first.ReplaceAsync(Build.Previous));
        await StepAsync("silo 2: previous", () => second.ReplaceAsync(Build.Previous));
        await StepAsync("front-end: previous", () => cluster.FrontEnd.ReplaceAsync(Build.Previous));

        await watch.StopAsync();
        await feed.StopAsync();
        Log($"ingested: {feed.Counts}");
        DrawnOrganization[] acknowledged = [.. organizations.Where(one => one.Acknowledged.Count > 0)];
        foreach ((int i, DrawnOrganization one) in acknowledged.Index())
        {
            Assert.Null(await CompareAsync(one, cluster.Running[i % cluster.Running.Count]));
        }

        Log($"{comparison.Compared} answers compared, {comparison.Unanswered} unavailable meanwhile");
        Assert.All(cluster.Servers, one => Assert.Empty(one.Ends));

        async Task StepAsync(string what, Func<Task> step)
        {
            int compared = comparison.Compared;
            await step();
            TimeSpan resumed = await feed.ResumedAsync(Between);
            Assert.Equal(2, await cluster.CountSilosAsync());
            await AnswerAsync();
            Log($"{what}: ingest went on after {resumed.TotalSeconds:0.0} s, {comparison.Compared - compared} answers compared");
        }

        // Every process answers everything, also about nodes of the other build.
        async Task AnswerAsync()
        {
            if (feed.Told.LastOrDefault() is { Rest: { } rest } one)
            {
                Difference? difference = await CompareAsync(one, cluster.FrontEnd.Running);
                Assert.True(difference is null || one.Rest != rest, $"{difference}");
            }
        }

        // Edges at one process: they are many.
        async Task<Difference?> CompareAsync(DrawnOrganization one, ServerProcess edges) =>
            await comparison.FindDifferenceAsync(one, Question.Answers, cluster.Running)
            ?? await comparison.FindDifferenceAsync(one, Question.Edges, edges);

        void Log(string line) => output.WriteLine($"{Stopwatch.GetElapsedTime(begun).TotalSeconds,5:0.0} s: {line}");
    }
}
