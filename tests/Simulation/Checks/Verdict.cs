namespace ReplayGraph.Simulation.Checks;

/// <summary>The verdict on an answer during ingest.</summary>
internal enum Verdict
{
    /// <summary>It follows from the acknowledged facts.</summary>
    Expected,

    /// <summary>It follows from the acknowledged facts and some of those in progress.</summary>
    Explained,

    /// <summary>Too many facts are in progress to tell. The answer is right for replays that they do not affect.</summary>
    Unclear,

    /// <summary>Nothing explains it.</summary>
    Wrong,
}
