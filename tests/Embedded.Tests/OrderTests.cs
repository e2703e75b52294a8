using FsCheck;
using FsCheck.Fluent;
using ReplayGraph.Conformance.Generation;

namespace ReplayGraph.Embedded.Tests;

public sealed class OrderTests : Scratch
{
    private int _graphs;

    [Fact]
    public void OrderAndRepetition_ChangeNoAnswer()
    {
        Prop.ForAll(Arbitraries.Decks(60), Arbitraries.Seeds(), Holds).Check(Config.QuickThrowOnFailure.WithMaxTest(30));
    }

    private bool Holds(Deck deck, int seed)
    {
        Task<string?> differ = Task.Run(async () =>
        {
            await using EmbeddedGraph straight = await FilledAsync(deck, seed), shuffled = await FilledAsync(deck.Shuffled(seed), seed + 1);
            return await DifferAsync(straight, shuffled, Question.Standing());
        });
        return differ.GetAwaiter().GetResult() is not { } text ? true : throw new InvalidOperationException($"{deck}\n{text}");
    }

    private async Task<EmbeddedGraph> FilledAsync(Deck deck, int seed)
    {
        EmbeddedGraph graph = Open(folder: $"{Folder}-{++_graphs}");
        foreach (Facts.FactBatch batch in deck.Batches(seed))
        {
            await graph.IngestAsync(World.Organization, batch);
        }

        return graph;
    }
}
