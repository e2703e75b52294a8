namespace ReplayGraph.Links;

/// <summary>Why a link exists. A link can have several.</summary>
/// <remarks>
/// The numbers are persisted and never change; <see cref="LinkRow"/> uses the highest bit, and that of <see cref="Stale"/>, which is never
/// persisted. A kind also has a line in <see cref="EvidenceKinds"/>, which holds its name and its place in ranks.
/// </remarks>
[Flags]
public enum Evidence : byte
{
    /// <summary>There is no link.</summary>
    None = 0,

    /// <summary>A segment of the replay lists the event's trace.</summary>
    Trace = 1,

    /// <summary>The replay lists the event.</summary>
    Listed = 2,

    /// <summary>The event carries the replay's id.</summary>
    Tagged = 4,

    /// <summary>Nothing else links the event with the replay, but another event of its trace is tagged with it or listed by it.</summary>
    Sibling = 8,

    /// <summary>The event's trace is shared: more replays list it or are named by its events than a single user could have recorded.</summary>
    Shared = 16,

    /// <summary>The event happened too long before or after the replay. Replaces other evidence, except <see cref="Listed"/>.</summary>
    Stale = 32,

    /// <summary>The event names the replay, or the replay the event.</summary>
    Direct = Listed | Tagged,

    /// <summary>All that makes a link. The rest is shown only on request.</summary>
    Any = Trace | Listed | Tagged | Sibling,
}
