using ReplayGraph.Facts;
using ReplayGraph.KillTarget;
using ReplayGraph.Links;
using ReplayGraph.Queries;
using Xunit.Abstractions;

namespace ReplayGraph.Embedded.Tests.Crashes;

/// <summary>
/// Kills (SIGKILL) an ingesting process repeatedly on the same folder, each time after a drawn number of acknowledgements.
/// <c>REPLAYGRAPH_SEED=17</c> draws other moments and facts.
/// </summary>
public sealed class KillTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Kills = 22, Tasks = 6, MostAcknowledged = 60;

    private readonly string _root = Directory.CreateTempSubdirectory("replaygraph-kill-").FullName;
    private readonly int _seed = int.TryParse(Environment.GetEnvironmentVariable("REPLAYGRAPH_SEED"), out int seed) ? seed : 1;
    private EmbeddedGraph _expected = null!;

    private string Folder => Path.Combine(_root, "killed");

    public Task InitializeAsync()
    {
        _expected = EmbeddedGraph.Open(KillOptions.Of(Path.Combine(_root, "expected")), KillOptions.Clock);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _expected.DisposeAsync();
        Directory.Delete(_root, recursive: true);
    }

    [Fact]
    public async Task Killed_LosesNothingAcknowledged_DuplicatesNothing()
    {
        output.WriteLine($"REPLAYGRAPH_SEED={_seed}");
        var random = new Random(_seed);
        int[] next = [.. Enumerable.Range(0, Tasks)];
        int killed = 0, snapshots = 0, torn = 0;
        for (int cycle = 0; killed < Kills; cycle++)
        {
            // One run in five stops gracefully; some of those are killed while stopping, perhaps while writing a snapshot.
            bool isStopped = random.Next(5) == 0, isKilled = !isStopped || random.Next(3) == 0;
            int moment = random.Next(10) == 0 ? 0 : random.Next(1, MostAcknowledged);
            List<int> acknowledged = await RunAsync(next, moment, isStopped, isKilled);
            killed += isKilled ? 1 : 0;
            snapshots += isStopped && !isKilled ? 1 : 0;
            await using EmbeddedGraph graph = EmbeddedGraph.Open(KillOptions.Of(Folder), KillOptions.Clock);
            torn += graph.Opened.Torn is null ? 0 : 1;
            string what = $"cycle {cycle} (moment {moment}, stopped {isStopped}, killed {isKilled})";
            await SettleAsync(graph, next, acknowledged, what);
            if (cycle % 4 == 0 || killed == Kills)
            {
                await CompareAsync(graph, next, what);
            }
        }

        output.WriteLine($"{killed} kills, {snapshots} graceful stops, {torn} torn tails, {next.Max()} batches");
        Assert.True(snapshots > 0, "No graceful stop was drawn. Choose another seed.");
    }

    private async Task<List<int>> RunAsync(int[] next, int moment, bool isStopped, bool isKilled)
    {
        using var target = new Target(Folder, _seed, next);
        if (moment > 0)
        {
            await target.ReadAsync(moment);
        }

        if (isStopped)
        {
            target.Stop();
        }

        if (isKilled)
        {
            target.Kill();
        }

        string errors = await target.EndAsync();
        Assert.True(errors.Length == 0, errors);
        Assert.True(isKilled || target.HasStopped, "The process exited on its own.");
        return target.Acknowledged;
    }

    // Acknowledged batches must be complete. Each task has one batch in flight, which may be there as a whole or not at all.
    private async Task SettleAsync(EmbeddedGraph graph, int[] next, List<int> acknowledged, string what)
    {
        var known = new FactBatch();
        foreach (int number in acknowledged.Order())
        {
            int task = number % Tasks;
            Assert.True(next[task] == number, $"{what}: batch {number} was acknowledged instead of {next[task]}");
            next[task] += Tasks;
            FactBatch batch = DrawnBatch.Of(_seed, number);
            known.Add(batch);
            await _expected.IngestAsync(DrawnBatch.Organization, batch);
        }

        Assert.Equal(known.Count, acknowledged.Count * DrawnBatch.Facts);
        IngestResult again = await graph.IngestAsync(DrawnBatch.Organization, known);
        Assert.True(again == new IngestResult(0, known.Count, 0), $"{what}: an acknowledged batch was lost: {again}");
        for (int task = 0; task < Tasks; task++)
        {
            FactBatch batch = DrawnBatch.Of(_seed, next[task]);
            next[task] += Tasks;
            IngestResult result = await graph.IngestAsync(DrawnBatch.Organization, batch);
            Assert.True(result.Accepted is 0 or DrawnBatch.Facts, $"{what}: a batch was partially applied: {result}");
            await _expected.IngestAsync(DrawnBatch.Organization, batch);
        }
    }

    private async Task CompareAsync(EmbeddedGraph graph, int[] next, string what)
    {
        int batches = next.Sum(number => (number - (number % Tasks)) / Tasks);
        IReadOnlyList<CoverageRow> coverage = await graph.CoverageAsync(DrawnBatch.Organization, new());
        Assert.Equal((what, batches * DrawnBatch.Events), (what, coverage.Sum(row => row.Total)));
        Assert.Equal(await _expected.CoverageAsync(DrawnBatch.Organization, new()), coverage);
        IEnumerable<NodeKey> keys =
        [
            .. Enumerable.Range(1, DrawnBatch.Issues).Select(issue => NodeKey.Of(new IssueId(issue))),
            .. Enumerable.Range(1, DrawnBatch.Traces).Where(trace => trace % 20 == 0).Select(trace => NodeKey.Of(DrawnBatch.Trace(trace))),
            .. DrawnBatch.Names.Select(NodeKey.OfTransaction),
        ];
        foreach (NodeKey key in keys)
        {
            var query = new LookupQuery { Keys = [key], Filter = new() { Fates = FateSet.Any }, Limit = LookupQuery.MaxLimit };
            LinkPage expected = await _expected.LookupAsync(DrawnBatch.Organization, query);
            LinkPage actual = await graph.LookupAsync(DrawnBatch.Organization, query);
            Assert.Equal((what, key, expected.Total), (what, key, actual.Total));
            Assert.Equal(expected.Links, actual.Links);
        }
    }
}
