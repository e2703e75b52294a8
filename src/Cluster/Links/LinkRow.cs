using ReplayGraph.Links;

namespace ReplayGraph.Cluster.Links;

/// <summary>A link in a table: 32 bytes with what most filters ask. The rest is in the observation's bytes.</summary>
internal struct LinkRow
{
    /// <summary>When the event happened, in ms.</summary>
    internal long Time;

    /// <summary>The replay's number in the table.</summary>
    internal int Replay;

    /// <summary>Where the observation's bytes are.</summary>
    internal uint Observation;

    /// <summary>The hash of event and replay.</summary>
    internal uint Hash;

    /// <summary>The project's number in the table.</summary>
    internal int Project;

    /// <summary>The environment's number in the table; 0: none.</summary>
    internal int Environment;

    /// <summary>The event's own retention, in days; 0: it has none.</summary>
    internal ushort RetentionDays;

    /// <summary>None: the observation was withdrawn.</summary>
    internal Evidence Evidence;

    /// <summary>True if it was ingested with an issue, so that where it belongs may change.</summary>
    internal bool HasIssue;
}
