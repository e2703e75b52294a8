using ReplayGraph.Conformance;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Conformance.Oracle;
using ReplayGraph.Facts;

namespace ReplayGraph.Grains.Tests.Cluster;

/// <summary>Compares a graph with the oracle.</summary>
internal static class Comparing
{
    /// <summary>All that is always asked is answered as the oracle answers it after these facts.</summary>
    internal static async Task AnswersAsync(IGraph graph, Deck deck, TimeProvider time)
    {
        var oracle = new OracleGraph(time);
        await oracle.IngestAsync(World.Organization, Batches.Of(deck.Facts));
        foreach (Question question in Question.Standing())
        {
            Assert.Equal($"{question.Text}\n{await question.AskAsync(oracle)}", $"{question.Text}\n{await question.AskAsync(graph)}");
        }
    }

    /// <summary>Ingests a batch, again if that may help.</summary>
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
                // A caller that got no answer sends it again.
            }
        }
    }
}
