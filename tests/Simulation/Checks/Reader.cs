using ReplayGraph.Conformance.Generation;
using ReplayGraph.Facts;
using ReplayGraph.Simulation.Clients;
using ReplayGraph.Simulation.Networks;
using ReplayGraph.Simulation.Scheduling;

namespace ReplayGraph.Simulation.Checks;

/// <summary>
/// Asks while facts come in, and checks each answer: all is there that was acknowledged before the question, and the rest of what it
/// says was at least told by then.
/// </summary>
/// <param name="process">Who asks.</param>
/// <param name="host">What is asked.</param>
/// <param name="ledgers">What each organization was told.</param>
/// <param name="time">A clock that shows when facts expire.</param>
/// <param name="random">Where its draws come from.</param>
/// <param name="isPlain">Whether it asks only what a graph may remember the answers to, and so often that it does.</param>
internal sealed class Reader(Process process, IHost host, IReadOnlyDictionary<OrganizationId, Ledger> ledgers, TimeProvider time, Random random, bool isPlain)
{
    private static readonly Question[] _walks = [.. Question.AtOnce().Where(one => one.IsWalk)];
    private static readonly Question[] _others = [.. Question.AtOnce().Where(one => !one.IsWalk)];
    private static readonly Question[] _plain = [.. Question.Plain()];

    private readonly int[] _verdicts = new int[Enum.GetValues<Verdict>().Length];

    /// <summary>How many answers there were of each kind.</summary>
    internal IReadOnlyList<int> Verdicts => _verdicts;

    /// <summary>Whether it shall end.</summary>
    internal bool IsOver { get; set; }

    /// <summary>Asks one question after the other.</summary>
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

    /// <summary>Asks all questions but the walks once.</summary>
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

        // Whatever was told and not acknowledged by then may be in it.
        var underWay = new UnderWay(
            [.. ledger.Told.Take(told).SelectMany(tale => tale.Facts)], [.. ledger.Told.Skip(told), .. ledger.Pending]);
        Verdict verdict = await JudgeAsync(ledger, told, underWay, question, answer);
        if (verdict == Verdict.Wrong || (verdict == Verdict.Unclear && underWay.SpeaksWronglyOfOthers(question, answer, expected)))
        {
            throw new SimulationFailure($"""
                {graph} of {organization}, asked for {question.Text}
                answered:
                {answer}
                acknowledged facts say:
                {expected}
                under way:
                {Deck.Describe(underWay.Facts)}
                """);
        }

        _verdicts[(int)verdict]++;
    }

    private Task<Verdict> JudgeAsync(Ledger ledger, int told, UnderWay underWay, Question question, string answer)
    {
        if (!host.HearsInParts)
        {
            return WholeBatches.JudgeAsync(time, underWay.Certain, underWay.Tales, question, answer);
        }

        int since = ledger.Pending.Select(tale => tale.Since).Append(told).Min();
        IFact[] recent = [.. ledger.Told.Skip(since).Concat(ledger.Pending).SelectMany(tale => tale.Facts)];
        return new Explanation(time, underWay.Certain, underWay.Facts, recent).JudgeAsync(question, answer);
    }
}
