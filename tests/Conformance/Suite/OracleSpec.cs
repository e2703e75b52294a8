using ReplayGraph.Conformance.Generation;
using ReplayGraph.Conformance.Oracle;
using ReplayGraph.Facts;

namespace ReplayGraph.Conformance.Suite;

/// <summary>
/// For drawn facts, in any order, with any repetitions and batches, all answers equal the oracle's. A failure reports the seed and the
/// smallest set of facts that still fails. <c>REPLAYGRAPH_SEED=17</c> runs one seed; <c>REPLAYGRAPH_RUNS=10000</c> runs that many.
/// </summary>
public abstract class OracleSpec : IngestSpec
{
    private const int Smallest = 12, Largest = 80;

    private static readonly int[] _later = [World.Day - 3, (30 * World.Day) - 2, (90 * World.Day) - 3];

    /// <summary>The number of decks that are drawn, without large ones and those with shared traces.</summary>
    protected virtual int Decks => 60;

    [Fact]
    public async Task Drawn_AnswersEqualTheOracles()
    {
        foreach (int seed in Seeds(Decks))
        {
            Deck deck = Deck.Draw(seed, Smallest + (seed * 7 % (Largest - Smallest)));
            if (await FailsAsync(deck) is { } failure)
            {
                Assert.Fail(await SmallestFailureAsync(deck, failure));
            }
        }
    }

    [Fact]
    public async Task Drawn_Large_AnswersEqualTheOracles()
    {
        foreach (int seed in Seeds(Decks / 10))
        {
            Deck deck = Deck.Draw(seed, 400);
            if (await FailsAsync(deck) is { } failure)
            {
                Assert.Fail(await SmallestFailureAsync(deck, failure));
            }
        }
    }

    [Fact]
    public async Task Drawn_WithSharedTraces_AnswersEqualTheOracles()
    {
        foreach (int seed in Seeds(Decks / 5))
        {
            Deck deck = Deck.DrawHot(seed, 60 + (seed * 17 % 120));
            if (await FailsAsync(deck) is { } failure)
            {
                Assert.Fail(await SmallestFailureAsync(deck, failure));
            }
        }
    }

    private static IEnumerable<int> Seeds(int runs) =>
        int.TryParse(Environment.GetEnvironmentVariable("REPLAYGRAPH_SEED"), out int seed)
            ? [seed]
            : Enumerable.Range(0, int.TryParse(Environment.GetEnvironmentVariable("REPLAYGRAPH_RUNS"), out int asked) ? asked : runs);

    // Returns null if all answers are right.
    private async Task<string?> FailsAsync(Deck deck)
    {
        Time.AdjustTime(World.Now.ToDate());
        var oracle = new OracleGraph(Time);
        await TellAsync(oracle, deck.Facts);
        IGraph[] graphs = [await GraphOf(), await GraphOf()];
        foreach (FactBatch batch in deck.Batches(deck.Seed))
        {
            await graphs[0].IngestAsync(World.Organization, batch);
        }

        foreach (FactBatch batch in deck.Shuffled(deck.Seed + 1).Batches(deck.Seed + 2))
        {
            await graphs[1].IngestAsync(World.Organization, batch);
        }

        var draw = new QueryDraw(new Random(deck.Seed));
        IEnumerable<Question> drawn = Enumerable.Range(0, 60).Select(_ => draw.Next());
        if (await DifferAsync(oracle, graphs, Question.Standing().Concat(drawn)) is { } differ)
        {
            return differ;
        }

        IngestResult again = await TellAsync(graphs[1], deck.Facts);
        if (again.Accepted > 0)
        {
            return $"Ingested again, {again.Accepted} facts were accepted as new.";
        }

        // Advances to the exact time of an expiry.
        Time.AdjustTime(World.At(_later[deck.Seed % _later.Length]).ToDate());
        return await DifferAsync(oracle, graphs, Question.Standing()) is { } later ? $"at {Time}: {later}" : null;
    }

    private static async Task<string?> DifferAsync(OracleGraph oracle, IGraph[] graphs, IEnumerable<Question> questions)
    {
        foreach (Question question in questions)
        {
            string expected = await question.AskAsync(oracle);
            for (int i = 0; i < graphs.Length; i++)
            {
                string actual = await question.AskAsync(graphs[i]);
                if (actual != expected)
                {
                    return $"{(i == 0 ? "in order" : "shuffled")}, {question.Text}\nexpected:\n{expected}\nactual:\n{actual}";
                }
            }
        }

        return null;
    }

    private async Task<string> SmallestFailureAsync(Deck deck, string failure)
    {
        for (bool isSmallest = false; !isSmallest;)
        {
            isSmallest = true;
            foreach (Deck smaller in deck.Smaller())
            {
                if (await FailsAsync(smaller) is { } still)
                {
                    (deck, failure, isSmallest) = (smaller, still, false);
                    break;
                }
            }
        }

        return $"{deck}\n{failure}";
    }
}
