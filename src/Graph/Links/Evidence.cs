namespace ReplayGraph.Links;

/// <summary>Why a link exists. A link can have several; the greater the number, the stronger.</summary>
/// <remarks>
/// The numbers are persisted and never change; <see cref="LinkRow"/> uses the highest bit. A kind also has a line in
/// <see cref="EvidenceKinds"/>, which holds its name and its place in ranks.
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

    /// <summary>All of them.</summary>
    Any = Trace | Listed | Tagged,
}
