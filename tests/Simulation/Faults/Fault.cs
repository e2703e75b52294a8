namespace ReplayGraph.Simulation.Faults;

/// <summary>What can go wrong.</summary>
public enum Fault
{
    /// <summary>A message does not arrive.</summary>
    LoseRequest,

    /// <summary>What was asked is done, and the answer does not arrive.</summary>
    LoseReply,

    /// <summary>A message arrives twice.</summary>
    Repeat,

    /// <summary>A message takes much longer than others.</summary>
    Slow,

    /// <summary>A call reaches another activation of its node than the one that is known.</summary>
    SecondActivation,

    /// <summary>The store fails, and nothing was done.</summary>
    StoreFailsBefore,

    /// <summary>The store does it, and fails.</summary>
    StoreFailsAfter,

    /// <summary>The store takes much longer than else.</summary>
    StoreSlow,

    /// <summary>The store cannot be reached for a while.</summary>
    StoreDown,

    /// <summary>A node leaves memory.</summary>
    Deactivate,

    /// <summary>A host is killed, and started again.</summary>
    Kill,

    /// <summary>A host is stopped as it should be, and started again.</summary>
    Restart,

    /// <summary>A host stands still for a while.</summary>
    Pause,

    /// <summary>A silo does not reach the others for a while.</summary>
    Cut,

    /// <summary>A silo that lives is declared dead, and learns of it later.</summary>
    DeclaredDead,

    /// <summary>A clock jumps.</summary>
    ClockJumps,

    /// <summary>A caller gives up before it is answered, and does not call again until much later.</summary>
    GiveUp,

    /// <summary>A caller that was answered calls again.</summary>
    TellAgain,

    /// <summary>What has expired is freed.</summary>
    Sweep,

    /// <summary>A part of a write is done, and it fails: the disk is full.</summary>
    DiskFull,

    /// <summary>A flush fails.</summary>
    FlushFails,

    /// <summary>A file cannot be created, cut, renamed or deleted.</summary>
    FileFails,

    /// <summary>The nodes are saved in a snapshot.</summary>
    Snapshot,

    /// <summary>A host is killed between two things that it does to its disk.</summary>
    KillWhileWriting,

    /// <summary>The store takes much longer for what a silo asks first: there is no connection yet.</summary>
    StoreSlowAtFirst,
}
