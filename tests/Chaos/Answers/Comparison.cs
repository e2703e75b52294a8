using System.Net;
using ReplayGraph.Chaos.Ingest;
using ReplayGraph.Chaos.Servers;

namespace ReplayGraph.Chaos.Answers;

/// <summary>Compares what servers answer with what the oracle does. Safe for concurrent use.</summary>
public sealed class Comparison(OracleServer oracle)
{
    private const int AtATime = 8;

    private int _compared;
    private int _unanswered;

    /// <summary>How many answers were compared.</summary>
    public int Compared => _compared;

    /// <summary>How many answers did not come where one call had to do.</summary>
    public int Unanswered => _unanswered;

    /// <summary>Asks servers everything about an organization, and again until they answer.</summary>
    /// <returns>The first answer that differs; null if none does.</returns>
    public Task<Difference?> FindDifferenceAsync(
        DrawnOrganization organization, IReadOnlyList<Question> questions, params IReadOnlyList<ServerProcess> servers) =>
        FindAsync(organization, questions, servers, isPatient: true);

    /// <summary>The same, but a server that does not answer at once is passed over.</summary>
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
