namespace ReplayGraph.Simulation.Checks;

/// <summary>What an answer is that was given while facts were under way.</summary>
internal enum Verdict
{
    /// <summary>What the acknowledged facts say.</summary>
    Expected,

    /// <summary>What they say with some of those under way.</summary>
    Explained,

    /// <summary>Not to be told: too much is under way. Of what that does not concern, it says what it must.</summary>
    Unclear,

    /// <summary>Nothing explains it.</summary>
    Wrong,
}
