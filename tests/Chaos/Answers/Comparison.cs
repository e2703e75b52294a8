using System.Net;
using ReplayGraph.Chaos.Ingest;
using ReplayGraph.Chaos.Servers;

namespace ReplayGraph.Chaos.Answers;

/// <summary>Compares the answers of servers with the oracle's. Safe for concurrent use.</summary>
public sealed class Comparison(OracleServer oracle)
{
    private const int AtATime = 8;

    private int _compared;
    private int _unanswered;

    /// <summary>The number of compared answers.</summary>
    public int Compared => _compared;

    /// <summary>The number of calls without retry that got no answer.</summary>
    public int Unanswered => _unanswered;

    /// <summary>Asks servers all questions about an organization, with retries.</summary>
    /// <returns>A difference that was found first; null if there is none.</returns>
    public Task<Difference?> FindDifferenceAsync(
        DrawnOrganization organization, IReadOnlyList<Question> questions, params IReadOnlyList<ServerProcess> servers) =>
        FindAsync(organization, questions, servers, isPatient: true);

    /// <summary>The same without retries: a server that is unavailable is skipped.</summary>
    public Task<Difference?> FindDifferenceNowAsync(
        DrawnOrganization organization, IReadOnlyList<Question> questions, params IReadOnlyList<ServerProcess> servers) =>
        FindAsync(organization, questions, servers, isPatient: false);

    private async Task<Difference?> FindAsync(
        DrawnOrganization organization, IReadOnlyList<Question> questions, IReadOnlyList<ServerProcess> servers, bool isPatient)
    {
        await oracle.TellAsync(organization);
        Difference? difference = null;
        await Parallel.ForEachAsync(questions, new ParallelOptions { MaxDegreeOfParallelism = AtATime }, async (question, _) =>
        {
            (HttpStatusCode Status, string Body) right = await oracle.Client.AskAsync(organization.Name, question);
            if (right.Status != HttpStatusCode.OK && !IsUnknown(question, right.Status))
            {
                throw new InvalidOperationException($"the oracle, {question}: {right}");
            }

            string expected = Text(right);
            await Task.WhenAll(servers.Select(async server =>
            {
                (HttpStatusCode Status, string Body) answer = isPatient
                    ? await server.Client.AskAsync(organization.Name, question)
                    : await server.Client.AskOnceAsync(organization.Name, question, CancellationToken.None);
                if (Calls.IsLater(answer.Status))
                {
                    Interlocked.Increment(ref _unanswered);
                    return;
                }

                Interlocked.Increment(ref _compared);
                string actual = Text(answer);
                if (actual != expected)
                {
                    Interlocked.CompareExchange(
                        ref difference, new Difference(server.Name, organization.Name, question, expected, actual), null);
                }
            }));
        });
        return difference;

        static string Text((HttpStatusCode Status, string Body) answer) => $"{(int)answer.Status} {answer.Body}";
    }

    private static bool IsUnknown(Question question, HttpStatusCode status) =>
        status == HttpStatusCode.NotFound && question.Path.StartsWith("replays/", StringComparison.Ordinal);
}
