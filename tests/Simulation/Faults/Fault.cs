namespace ReplayGraph.Simulation.Faults;

/// <summary>The faults that can be injected.</summary>
public enum Fault
{
    /// <summary>A message is lost.</summary>
    LoseRequest,

    /// <summary>A call is done, but its answer is lost.</summary>
    LoseReply,

    /// <summary>A message arrives twice.</summary>
    Repeat,

    /// <summary>A message is delayed.</summary>
    Slow,

    /// <summary>A call reaches a second activation of its node.</summary>
    SecondActivation,

    /// <summary>The store fails before the operation.</summary>
    StoreFailsBefore,

    /// <summary>The store fails after the operation.</summary>
    StoreFailsAfter,

    /// <summary>The store is slow.</summary>
    StoreSlow,

    /// <summary>The store is unreachable for a while.</summary>
    StoreDown,

    /// <summary>A node is deactivated.</summary>
    Deactivate,

    /// <summary>A host is killed and restarted.</summary>
    Kill,

    /// <summary>A host is stopped gracefully and restarted.</summary>
    Restart,

    /// <summary>A host is paused for a while.</summary>
    Pause,

    /// <summary>A silo cannot reach the others for a while.</summary>
    Cut,

    /// <summary>A running silo is declared dead, and learns it later.</summary>
    DeclaredDead,

    /// <summary>A clock jumps.</summary>
    ClockJumps,

    /// <summary>A caller gives up before the answer, and retries much later.</summary>
    GiveUp,

    /// <summary>A caller repeats an acknowledged call.</summary>
    TellAgain,

    /// <summary>Expired facts are freed.</summary>
    Sweep,

    /// <summary>A write fails after a part of it: the disk is full.</summary>
    DiskFull,

    /// <summary>A flush fails.</summary>
    FlushFails,

    /// <summary>A file cannot be created, truncated, renamed or deleted.</summary>
    FileFails,

    /// <summary>A snapshot is written.</summary>
    Snapshot,

    /// <summary>A host is killed between two disk operations.</summary>
    KillWhileWriting,

    /// <summary>The store is slow for the first call of a silo, which has no connection yet.</summary>
    StoreSlowAtFirst,
}
