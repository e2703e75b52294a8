namespace ReplayGraph.Cluster.Ids;

/// <summary>The types of node that have a log of their own. The numbers are persisted and never change.</summary>
public enum NodeType : byte
{
    /// <summary>An event: its listings.</summary>
    Event = 1,

    /// <summary>A trace: its observations, and the replays that list it.</summary>
    Trace = 2,

    /// <summary>An issue: its links.</summary>
    Issue = 3,

    /// <summary>A transaction name: its links.</summary>
    Transaction = 4,

    /// <summary>A replay: its segments, archivings and deletions.</summary>
    Replay = 5,

    /// <summary>An untraced event, joined as a trace of one event would be; by event id.</summary>
    UntracedEvent = 6,

    /// <summary>An organization: the rare facts that concern all of its nodes (merges, moves, deletions).</summary>
    Organization = 7,
}
