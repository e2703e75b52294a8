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
    private static readonly Question[] _questions = [.. Question.AtOnce()];

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
            await process.PauseAsync(TimeSpan.FromMilliseconds(random.Next(1, 60)));
            IReadOnlyList<IGraph> graphs = host.Graphs(process);
            if (graphs.Count > 0)
            {
                (OrganizationId organization, Ledger ledger) = ledgers.ElementAt(random.Next(ledgers.Count));
                await CheckAsync(graphs[random.Next(graphs.Count)], organization, ledger, _questions[random.Next(_questions.Length)]);
            }
        }
    }

    private async Task CheckAsync(IGraph graph, OrganizationId organization, Ledger ledger, Question question)
    {
        IFact[] certain = [.. ledger.Acknowledged];
        string answer;
        try
        {
            answer = await question.AskAsync(new OneOrganization(graph, organization));
        }
        catch (Exception e) when (e is GraphException or GoneException)
        {
            return;
        }

        // Whatever was told and not acknowledged by then may be in it.
        var possible = new Explanation(
            time, certain, [.. ledger.Acknowledged.Skip(certain.Length), .. ledger.Pending.SelectMany(tale => tale.Facts)]);
        if (possible.IsHopeless)
        {
            return;
        }

        Checked++;
        string expected = await possible.ExpectedAsync(question);
        if (answer != expected && !await possible.FindAsync(question, answer))
        {
            throw new SimulationFailure(
                $"{graph} of {organization}, asked for {question.Text}\nanswered:\n{answer}\nacknowledged facts say:\n{expected}\n"
                + $"acknowledged {new Deck(0, certain)}\nperhaps {new Deck(0, [.. ledger.Acknowledged.Skip(certain.Length), .. ledger.Pending.SelectMany(tale => tale.Facts)])}");
        }
    }
}
