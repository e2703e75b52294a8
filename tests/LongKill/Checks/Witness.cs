using ReplayGraph.Chaos.Answers;
using ReplayGraph.Chaos.Faults;
using ReplayGraph.Chaos.Ingest;
using ReplayGraph.LongKill.Runs;

namespace ReplayGraph.LongKill.Checks;

/// <summary>
/// Ingests one batch into its own organizations, waits for the acknowledgement, and asks every server at once: each must show
/// the acknowledged facts, whatever faults are active, or answer that it is unavailable.
/// </summary>
internal sealed class Witness(int number, int seed, LongRun run)
{
    private const int Questions = 3;

    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(200);
    private static readonly Question[] _all = [.. Question.Answers, .. Question.Edges];

    private readonly Random _random = new(HashCode(seed, number));
    private readonly Sender _sender = new(run.Servers);

    internal FeedCounts Counts => _sender.Counts;

    internal async Task RunAsync(IReadOnlyList<DrawnOrganization> organizations, CancellationToken stopping)
    {
        var batches = new DrawnBatches(_random.Next(), organizations, TimeProvider.System);
        using var pace = new PeriodicTimer(_pause);
        for (int turn = number; !stopping.IsCancellationRequested; turn++)
        {
            Batch batch = batches.Next();
            await _sender.SendAsync(batch, turn);
            batch.Organization.Acknowledge(batch.Lines);
            Question[] asked = [.. Enumerable.Range(0, Questions).Select(_ => _random.One(_all)).Distinct()];
            Difference? difference = await run.Comparison.FindDifferenceNowAsync(batch.Organization, asked, run.Servers);
            if (difference is not null)
            {
                run.Findings.Add(difference, batch.Organization, "right after an acknowledgement");
            }

            await pace.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    internal Task GiveUpAsync() => _sender.GiveUpAsync();

    private static int HashCode(int seed, int number) => unchecked((seed * 486_187_739) + number);
}
