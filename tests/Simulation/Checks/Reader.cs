using ReplayGraph.Conformance.Generation;
using ReplayGraph.Facts;
using ReplayGraph.Simulation.Clients;
using ReplayGraph.Simulation.Networks;
using ReplayGraph.Simulation.Scheduling;

namespace ReplayGraph.Simulation.Checks;

/// <summary>
/// Queries during ingest and checks each answer: it contains all facts acknowledged before the question, and otherwise only facts
/// that were sent by then.
/// </summary>
/// <param name="process">The process of the reader.</param>
/// <param name="host">The host.</param>
/// <param name="ledgers">The batches of each organization.</param>
/// <param name="options">What the oracle needs.</param>
/// <param name="random">The source of the draws.</param>
/// <param name="isPlain">Whether it asks only cacheable questions, often enough that they are cached.</param>
internal sealed class Reader(
    Process process, IHost host, IReadOnlyDictionary<OrganizationId, Ledger> ledgers, OracleOptions options, Random random, bool isPlain)
{
    private static readonly Question[] _walks = [.. Question.AtOnce().Where(one => one.IsWalk)];
    private static readonly Question[] _others = [.. Question.AtOnce().Where(one => !one.IsWalk)];
    private static readonly Question[] _plain = [.. Question.Plain()];

    private readonly int[] _verdicts = new int[Enum.GetValues<Verdict>().Length];

    /// <summary>The number of answers of each verdict.</summary>
    internal IReadOnlyList<int> Verdicts => _verdicts;

    /// <summary>Set to end the reader.</summary>
    internal bool IsOver { get; set; }

    /// <summary>Asks questions until it is over.</summary>
    /// <exception cref="SimulationFailure">An answer cannot be explained.</exception>
    internal async Task RunAsync()
    {
        while (!IsOver)
        {
            await process.PauseAsync(TimeSpan.FromMilliseconds(random.Next(1, isPlain ? 10 : 200)));
            IReadOnlyList<IGraph> graphs = host.Graphs(process);
            if (graphs.Count > 0)
            {
                (OrganizationId organization, Ledger ledger) = ledgers.ElementAt(random.Next(ledgers.Count));
                IGraph graph = graphs[random.Next(graphs.Count)];
                Question question = random.GetItems(isPlain ? _plain : random.Next(2) == 0 ? _walks : _others, 1)[0];
                for (int times = isPlain ? 3 : 1; times > 0; times--)
                {
                    await CheckAsync(graph, organization, ledger, question);
                }
            }
        }
    }

    /// <summary>Asks all questions except walks once.</summary>
    /// <exception cref="SimulationFailure">An answer cannot be explained.</exception>
    internal async Task CheckAllAsync()
    {
        foreach ((OrganizationId organization, Ledger ledger) in ledgers)
        {
            foreach (Question question in _others)
            {
                IReadOnlyList<IGraph> graphs = host.Graphs(process);
                await CheckAsync(graphs[random.Next(graphs.Count)], organization, ledger, question);
            }
        }
    }

    private async Task CheckAsync(IGraph graph, OrganizationId organization, Ledger ledger, Question question)
    {
        int told = ledger.Told.Count;
        string expected = await question.AskAsync(ledger.Oracle), answer;
        try
        {
            answer = await question.AskAsync(new OneOrganization(graph, organization));
        }
        catch (Exception e) when (e is GraphException or GoneException)
        {
            return;
        }

        if (answer == expected)
        {
            _verdicts[(int)Verdict.Expected]++;
            return;
        }

        // Batches that were sent but not acknowledged by then may be in the answer.
        var underWay = new UnderWay(
            [.. ledger.Told.Take(told).SelectMany(tale => tale.Facts)], [.. ledger.Told.Skip(told), .. ledger.Pending]);
        Verdict verdict = await JudgeAsync(ledger, told, underWay, question, answer);
        if (verdict == Verdict.Wrong || (verdict == Verdict.Unclear && underWay.SpeaksWronglyOfOthers(question, answer, expected)))
        {
            throw new SimulationFailure($"""
                {graph} of {organization}: {question.Text}
                actual:
                {answer}
                expected from acknowledged facts:
                {expected}
                in progress:
                {Deck.Describe(underWay.Facts)}
                """);
        }

        _verdicts[(int)verdict]++;
    }

    private Task<Verdict> JudgeAsync(Ledger ledger, int told, UnderWay underWay, Question question, string answer)
    {
        if (!host.HearsInParts)
        {
            return WholeBatches.JudgeAsync(options, underWay.Certain, underWay.Tales, question, answer);
        }

        int since = ledger.Pending.Select(tale => tale.Since).Append(told).Min();
        IFact[] recent = [.. ledger.Told.Skip(since).Concat(ledger.Pending).SelectMany(tale => tale.Facts)];
        return new Explanation(options, underWay.Certain, underWay.Facts, recent).JudgeAsync(question, answer);
    }
}
