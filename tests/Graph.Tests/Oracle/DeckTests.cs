using Microsoft.Extensions.Time.Testing;
using ReplayGraph.Conformance;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Conformance.Oracle;
using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Graph.Tests.Oracle;

public sealed class DeckTests
{
    private const int Decks = 20, FactsPerDeck = 60;

    private static readonly LinkFilter _filter = new()
    {
        Fates = FateSet.Any,
        Evidence = EvidenceKinds.StrongestFirst.Aggregate(Evidence.None, (all, kind) => all | kind.Bit),
    };

    [Fact]
    public async Task EachKindOfEvidence_IsDrawn_AndSeenByTheQueries()
    {
        Evidence drawn = Evidence.None;
        for (int seed = 0; seed < Decks; seed++)
        {
            var oracle = new OracleGraph(new FakeTimeProvider(World.Now.ToDate()));
            Deck deck = seed % 5 == 0 ? Deck.DrawHot(seed, FactsPerDeck) : Deck.Draw(seed, FactsPerDeck);
            await oracle.IngestAsync(World.Organization, Batches.Of(deck.Facts));
            foreach (NodeKey key in Question.Keys)
            {
                LinkPage page = await oracle.LookupAsync(World.Organization, new() { Keys = [key], Filter = _filter });
                drawn |= page.Links.Aggregate(Evidence.None, (all, link) => all | link.Evidence);
            }
        }

        Assert.Equal(_filter.Evidence, drawn);
    }

    [Fact]
    public async Task Titles_AreDrawn_AndDifferByProject()
    {
        HashSet<string> answers = [];
        for (int seed = 0; seed < Decks; seed++)
        {
            var oracle = new OracleGraph(new FakeTimeProvider(World.Now.ToDate()));
            await oracle.IngestAsync(World.Organization, Batches.Of(Deck.Draw(seed, FactsPerDeck).Facts));
            foreach (Question titles in Question.Titles())
            {
                answers.Add(await titles.AskAsync(oracle));
            }
        }

        Assert.InRange(answers.Count, Decks, int.MaxValue);
    }
}
