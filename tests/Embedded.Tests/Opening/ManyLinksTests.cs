using ReplayGraph.Conformance;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Facts;
using ReplayGraph.Queries;

namespace ReplayGraph.Embedded.Tests.Opening;

/// <summary>A journal with more facts and links than the threads that read it hand over at once.</summary>
public sealed class ManyLinksTests : Scratch
{
    [Fact]
    public async Task AfterAStartFromTheJournalAlone_AnswersAreThoseOfBefore()
    {
        const int traces = 8_000;
        EmbeddedGraph graph = Open();
        var workload = new ShapedWorkload(1, traces);
        for (int batch = 0; batch < 20; batch++)
        {
            await graph.IngestAsync(World.Organization, workload.Next(traces / 20));
        }

        await graph.IngestAsync(World.Organization, Batches.Of(
            [.. Enumerable.Range(1, 200).Select(id => (IFact)Make.Error(id, issue: 5, replay: 1, trace: id))]));
        List<string> before = await AnswersAsync(graph);
        await graph.DisposeAsync();
        Assert.False(File.Exists(Snapshot));

        List<string> after = await AnswersAsync(Open());
        Assert.True(before.Count > 300, $"only {before.Count} answers");
        Assert.Equal(before, after);
    }

    private static async Task<List<string>> AnswersAsync(EmbeddedGraph graph)
    {
        List<string> answers = [];
        foreach (NodeKind kind in new[] { NodeKind.Issue, NodeKind.Transaction })
        {
            foreach (NodeKey key in await graph.LinkedAsync(World.Organization, kind))
            {
                LinkPage page = await graph.LookupAsync(World.Organization, new() { Keys = [key], Limit = 1000 });
                answers.Add($"{key}: {page.Total} {string.Join(' ', page.Links.Select(link => $"{link.ReplayId}:{link.Events}:{link.Evidence}"))}");
            }
        }

        answers.Sort(StringComparer.Ordinal);
        return answers;
    }
}
