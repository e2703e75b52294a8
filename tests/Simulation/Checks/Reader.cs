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
internal sealed class Reader(Process process, IHost host, IReadOnlyDictionary<OrganizationId, Ledger> ledgers, TimeProvider time, Random random)
{
    private static readonly Question[] _walks = [.. Question.AtOnce().Where(one => one.IsWalk)];
    private static readonly Question[] _others = [.. Question.AtOnce().Where(one => !one.IsWalk)];

    /// <summary>Answers that were checked.</summary>
    internal int Checked { get; private set; }

    /// <summary>Whether it shall end.</summary>
    internal bool IsOver { get; set; }

    /// <summary>Asks one question after the other.</summary>
    /// <exception cref="SimulationFailure">An answer cannot be explained.</exception>
    internal async Task RunAsync()
    {
        while (!IsOver)
        {
            await process.PauseAsync(TimeSpan.FromMilliseconds(random.Next(1, 200)));
            IReadOnlyList<IGraph> graphs = host.Graphs(process);
            if (graphs.Count > 0)
            {
                (OrganizationId organization, Ledger ledger) = ledgers.ElementAt(random.Next(ledgers.Count));
                await CheckAsync(graphs[random.Next(graphs.Count)], organization, ledger, random.GetItems(random.Next(2) == 0 ? _walks : _others, 1)[0]);
            }
        }
    }

    private async Task CheckAsync(IGraph graph, OrganizationId organization, Ledger ledger, Question question)
    {
        int certain = ledger.Acknowledged.Count;
        string expected = await question.AskAsync(ledger.Oracle), answer;
        try
        {
            answer = await question.AskAsync(new OneOrganization(graph, organization));
        }
        catch (Exception e) when (e is GraphException or GoneException)
        {
            return;
        }

        // Whatever was told and not acknowledged by then may be in it.
        IFact[] possible = [.. ledger.Acknowledged.Skip(certain), .. ledger.Pending.SelectMany(tale => tale.Facts)];
        var explanation = new Explanation(time, [.. ledger.Acknowledged.Take(certain)], possible);
        if (answer != expected && !await explanation.MayBeAsync(question, answer))
        {
            throw new SimulationFailure($"""
                {graph} of {organization}, asked for {question.Text}
                answered:
                {answer}
                acknowledged facts say:
                {expected}
                under way:
                {Deck.Describe(possible)}
                """);
        }

        Checked++;
    }
}
