using ReplayGraph.Replays;
using ReplayGraph.Traces;

namespace ReplayGraph.Links;

/// <summary>What an issue or a transaction holds of its links: one entry for each observation and replay that are linked.</summary>
public abstract class LinkState
{
    /// <summary>The evidence of an entry, or none if there is no such entry; <paramref name="withdrawn"/> if it never will be again.</summary>
    public abstract Evidence Find(RowRef row, ReplayRef replay, out bool withdrawn);

    /// <summary>Adds an entry, or gives it more evidence.</summary>
    public abstract void Put(in Observation observation, RowRef row, ReplayRef replay, Evidence evidence);

    /// <summary>Takes out all entries of a row, for good.</summary>
    public abstract void Withdraw(RowRef row);
}

/// <summary>The rule of an issue's and a transaction's links: evidence only grows, and what was withdrawn stays so.</summary>
public static class LinkStep
{
    /// <summary>An observation is linked with a replay by this evidence, at least.</summary>
    /// <returns>False if that was known.</returns>
    public static bool Contribute(LinkState links, in Observation observation, RowRef row, ReplayRef replay, Evidence evidence)
    {
        Evidence known = links.Find(row, replay, out bool withdrawn);
        if (withdrawn || (known | evidence) == known)
        {
            return false;
        }

        links.Put(observation, row, replay, known | evidence);
        return true;
    }
}
