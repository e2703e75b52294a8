using ReplayGraph.Chaos.Answers;
using ReplayGraph.Chaos.Faults;
using ReplayGraph.Chaos.Ingest;
using ReplayGraph.Chaos.Servers;

namespace ReplayGraph.Upgrade.Tests.Clusters;

/// <summary>
/// Ingests batches one by one, and after each acknowledgement asks all servers at once: each shows the acknowledged facts, or is unavailable.
/// </summary>
internal sealed class AnswerWatch(IReadOnlyList<ServerProcess> servers, Comparison comparison) : IAsyncDisposable
{
    private const int Questions = 3, Seed = 11;

    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(250);
    private static readonly Question[] _all = [.. Question.Answers, .. Question.Edges];

    private readonly CancellationTokenSource _stopping = new();
    private readonly Sender _sender = new(servers);
    private Task _running = Task.CompletedTask;

    internal void Start(IReadOnlyList<DrawnOrganization> organizations) => _running = Task.Run(() => RunAsync(organizations));

    /// <summary>Stops it; fails if an answer was wrong.</summary>
    internal async Task StopAsync()
    {
        await _stopping.CancelAsync();
        await _running;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _sender.GiveUpAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private async Task RunAsync(IReadOnlyList<DrawnOrganization> organizations)
    {
        var random = new Random(Seed);
        var batches = new DrawnBatches(random.Next(), organizations, TimeProvider.System);
        using var pace = new PeriodicTimer(_pause);
        for (int turn = 0; !_stopping.IsCancellationRequested; turn++)
        {
            Batch batch = batches.Next();
            await _sender.SendAsync(batch, turn);
            batch.Organization.Acknowledge(batch.Lines);
            Question[] asked = [.. Enumerable.Range(0, Questions).Select(_ => random.One(_all)).Distinct()];
            Assert.Null(await comparison.FindDifferenceNowAsync(batch.Organization, asked, servers));
            await pace.WaitForNextTickAsync(CancellationToken.None);
        }
    }
}
