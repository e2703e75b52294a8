using System.Net;
using ReplayGraph.Chaos.Answers;
using ReplayGraph.Chaos.Faults;
using ReplayGraph.Chaos.Ingest;
using ReplayGraph.Chaos.Servers;
using ReplayGraph.LongKill.Runs;

namespace ReplayGraph.LongKill.Checks;

/// <summary>
/// The final check, after all faults have ended and all batches are acknowledged: every server answers as the oracle does, and accepts
/// none of the acknowledged facts as new when they are ingested again.
/// </summary>
internal sealed class LastCheck(LongRun run)
{
    private readonly Random _random = new(run.Options.Seed);

    /// <summary>The number of facts ingested again.</summary>
    internal int ToldAgain { get; private set; }

    internal async Task RunAsync(IReadOnlyList<DrawnOrganization> organizations)
    {
        foreach (DrawnOrganization one in organizations)
        {
            ServerProcess any = _random.One(run.Servers);
            Difference? difference = await run.Comparison.FindDifferenceAsync(one, Question.Answers, run.Servers)
                ?? await run.Comparison.FindDifferenceAsync(one, Question.Edges, any);
            if (difference is not null)
            {
                run.Findings.Add(difference, one, "at the end");
            }

            // Last, because a repeated ingest repairs what is broken.
            await TellAgainAsync(one, any);
        }
    }

    private async Task TellAgainAsync(DrawnOrganization organization, ServerProcess server)
    {
        byte[] lines = [.. organization.Acknowledged.SelectMany(lines => lines)];
        int count = lines.Count(one => one == (byte)'\n');
        (HttpStatusCode status, string body) = await server.Client.TellOnceAsync(organization.Name, lines);
        if (status != HttpStatusCode.OK || !Taken.Of(body).IsAllOf(count))
        {
            run.Findings.Add($"{server.Name}, {organization.Name}: {status} {body} when {count} facts were ingested again");
        }
        else if (Taken.Of(body).Accepted is > 0 and var lost)
        {
            run.Findings.AddLost(lost, organization.Name, server.Name);
        }

        ToldAgain += count;
    }
}
