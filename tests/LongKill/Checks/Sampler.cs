using ReplayGraph.Chaos.Answers;
using ReplayGraph.Chaos.Faults;
using ReplayGraph.Chaos.Ingest;
using ReplayGraph.LongKill.Runs;

namespace ReplayGraph.LongKill.Checks;

/// <summary>Asks random servers about idle organizations: those with no batch in flight.</summary>
internal sealed class Sampler(int seed, LongRun run)
{
    private const int Questions = 12, Latest = 5;

    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(400);
    private static readonly Question[] _all = [.. Question.Answers, .. Question.Edges];

    private readonly Random _random = new(seed);

    internal async Task RunAsync(CancellationToken stopping)
    {
        using var pace = new PeriodicTimer(_pause);
        while (!stopping.IsCancellationRequested)
        {
            DrawnOrganization[] told = [.. run.Feed.Told];
            if (told.Length > 0)
            {
                DrawnOrganization[] from = _random.Next(2) == 0 ? told : told[^Math.Min(Latest, told.Length)..];
                await AskAsync(_random.One(from));
            }

            await pace.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    private async Task AskAsync(DrawnOrganization organization)
    {
        Question[] asked = [.. Enumerable.Range(0, Questions).Select(_ => _random.One(_all)).Distinct()];
        if (organization.Rest is { } rest)
        {
            Difference? difference = await run.Comparison.FindDifferenceNowAsync(organization, asked, _random.One(run.Servers));

            // A new batch may have been sent meanwhile.
            if (difference is not null && organization.Rest == rest)
            {
                run.Findings.Add(difference, organization, "meanwhile");
            }
        }
    }
}
