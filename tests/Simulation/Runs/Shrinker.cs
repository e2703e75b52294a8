using ReplayGraph.Conformance.Generation;
using ReplayGraph.Simulation.Faults;

namespace ReplayGraph.Simulation.Runs;

/// <summary>Shrinks a failing simulation: removes faults and facts as long as it still fails.</summary>
internal sealed class Shrinker(Outcome failing, int mostRuns)
{
    private Outcome _best = failing;
    private int _left = mostRuns;

    /// <summary>Returns the smallest failing simulation found.</summary>
    internal Outcome Run()
    {
        int length;
        do
        {
            length = Length(_best);
            ShrinkFaults();
            ShrinkDecks();
        }
        while (_left > 0 && Length(_best) < length);
        return _best;
    }

    private static int Length(Outcome outcome) => outcome.Happened.Count + outcome.Decks.Sum(deck => deck.Facts.Count);

    private void ShrinkFaults()
    {
        for (int size = _best.Happened.Count; size > 0 && _left > 0; size /= 2)
        {
            for (int at = 0; at < _best.Happened.Count && _left > 0;)
            {
                FaultPoint[] fewer = [.. _best.Happened.Take(at), .. _best.Happened.Skip(at + size)];
                at = Try(_best.Plan with { Faults = new HashSet<FaultPoint>(fewer), Decks = _best.Decks }) ? at : at + size;
            }
        }
    }

    private void ShrinkDecks()
    {
        for (int i = 0; i < _best.Decks.Count; i++)
        {
            bool isSmaller = true;
            while (isSmaller && _left > 0)
            {
                isSmaller = false;
                foreach (Deck smaller in _best.Decks[i].Smaller())
                {
                    Deck[] decks = [.. _best.Decks];
                    decks[i] = smaller;
                    if (_left > 0 && Try(_best.Plan with { Decks = decks }))
                    {
                        isSmaller = true;
                        break;
                    }
                }
            }
        }
    }

    private bool Try(Plan plan)
    {
        _left--;
        Outcome outcome = Simulation.Run(plan);
        if (outcome.Failure is null || Length(outcome) > Length(_best))
        {
            return false;
        }

        _best = outcome;
        return true;
    }
}
