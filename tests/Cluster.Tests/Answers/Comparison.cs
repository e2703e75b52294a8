using System.Net;
using ReplayGraph.Cluster.Tests.Ingest;
using ReplayGraph.Cluster.Tests.Silos;
using DrawnNodes = ReplayGraph.Conformance.Generation.Question;

namespace ReplayGraph.Cluster.Tests.Answers;

/// <summary>Compares what silos answer with what the oracle does.</summary>
internal sealed class Comparison(OracleServer oracle)
{
    private const int AtATime = 8;

    private int _compared;

    /// <summary>How many answers were the same.</summary>
    internal int Compared => _compared;

    /// <summary>Asks silos everything about an organization.</summary>
    /// <returns>The first answer that differs; null if none does.</returns>
    internal async Task<string?> FindDifferenceAsync(
        DrawnOrganization organization, IReadOnlyList<Question> questions, params IReadOnlyList<SiloProcess> silos)
    {
        await oracle.TellAsync(organization);
        var canonical = new Canonical(DrawnNodes.Ambiguous(organization.Deck).Select(id => id.ToString()).ToHashSet());
        string? difference = null;
        await Parallel.ForEachAsync(questions, new ParallelOptions { MaxDegreeOfParallelism = AtATime }, async (question, _) =>
        {
            (HttpStatusCode Status, string Body) right = await oracle.Client.AskAsync(organization.Name, question);
            Assert.True(right.Status == HttpStatusCode.OK || IsUnknown(question, right.Status), $"{question}: {right}");
            string expected = Text(right);
            foreach (SiloProcess silo in silos)
            {
                string actual = Text(await silo.Client.AskAsync(organization.Name, question));
                Interlocked.Increment(ref _compared);
                if (actual != expected)
                {
                    Interlocked.CompareExchange(
                        ref difference, $"{silo.Name}, {organization.Name}, {question}\nexpected:\n{expected}\nactual:\n{actual}", null);
                }
            }

            string Text((HttpStatusCode Status, string Body) answer) => $"{(int)answer.Status} {canonical.Of(question, answer.Body)}";
        });
        return difference;
    }

    private static bool IsUnknown(Question question, HttpStatusCode status) =>
        status == HttpStatusCode.NotFound && question.Path.StartsWith("replays/", StringComparison.Ordinal);
}
