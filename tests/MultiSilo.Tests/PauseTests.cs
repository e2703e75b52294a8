using ReplayGraph.Chaos.Answers;
using ReplayGraph.Chaos.Ingest;
using ReplayGraph.Chaos.Servers;
using ReplayGraph.Chaos.Silos;
using ReplayGraph.MultiSilo.Tests.Silos;
using ReplayGraph.Prerequisites;

namespace ReplayGraph.MultiSilo.Tests;

/// <summary>
/// A paused silo (SIGSTOP) hangs without rejecting calls, and the others take over its nodes. When it resumes, it does not know that it was
/// declared dead, and must neither answer from its cache nor write.
/// </summary>
[NeedsPostgres]
public sealed class PauseTests(Logs logs) : IClassFixture<Logs>
{
    private const int Batches = 24;

    [Fact]
    public async Task Paused_IsReplaced_AndServesNoStaleAnswers()
    {
        DrawnOrganization[] organizations = [.. Enumerable.Range(1, 4).Select(number => new DrawnOrganization($"world-{number}"))];
        string[] names = [.. organizations.Select(one => one.Name)];
        await using OracleServer oracle = await OracleServer.StartAsync(names);
        await using ThreeSilos silos = await ThreeSilos.StartAsync(logs.Plan(names));
        var batches = new DrawnBatches(1, organizations, TimeProvider.System);
        var comparison = new Comparison(oracle);
        ServerProcess paused = silos.All[0];
        await IngestAsync(batches, new Sender(silos.All));
        await CompareAsync(paused);

        paused.Pause();
        await IngestAsync(batches, new Sender([.. silos.All.Skip(1)])).WaitAsync(TimeSpan.FromMinutes(1));
        Task<Difference?>[] asked = [.. organizations.Select(one => comparison.FindDifferenceNowAsync(one, Question.Answers, paused))];
        paused.Continue();
        Assert.All(await Task.WhenAll(asked), Assert.Null);

        Assert.Equal(EndReason.DeclaredDead, (await paused.FirstEndAsync()).Reason);
        await CompareAsync([.. silos.All]);
        Assert.Single(paused.Ends);

        async Task CompareAsync(params IReadOnlyList<ServerProcess> servers)
        {
            foreach (DrawnOrganization one in organizations)
            {
                Assert.Null(await comparison.FindDifferenceAsync(one, Question.Answers, servers));
            }
        }
    }

    private static async Task IngestAsync(DrawnBatches batches, Sender sender)
    {
        for (int i = 0; i < Batches; i++)
        {
            Batch batch = batches.Next();
            await sender.SendAsync(batch, i);
            batch.Organization.Acknowledge(batch.Lines);
        }
    }
}
