using ReplayGraph.Conformance;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Conformance.Oracle;
using ReplayGraph.Facts;

namespace ReplayGraph.Grains.Tests.Cluster;

/// <summary>Compares a graph with the oracle.</summary>
internal static class OracleComparison
{
    /// <summary>Asserts that the graph answers the standing questions as the oracle does after these facts.</summary>
    internal static async Task AssertAnswersAsync(IGraph graph, Deck deck, TimeProvider time)
    {
        var oracle = new OracleGraph(time);
        await oracle.IngestAsync(World.Organization, Batches.Of(deck.Facts));
        foreach (Question question in Question.Standing())
        {
            Assert.Equal($"{question.Text}\n{await question.AskAsync(oracle)}", $"{question.Text}\n{await question.AskAsync(graph)}");
        }
    }

    /// <summary>Ingests a batch, retrying transient failures.</summary>
    internal static async Task IngestAsync(IGraph graph, FactBatch batch)
    {
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                await graph.IngestAsync(World.Organization, batch);
                return;
            }
            catch (GraphException e) when (e.IsTransient && attempt < 20)
            {
                // A caller without an answer sends the batch again.
            }
        }
    }
}
