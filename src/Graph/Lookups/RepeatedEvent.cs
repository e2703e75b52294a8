using ReplayGraph.Queries;

namespace ReplayGraph.Lookups;

/// <summary>An observation of an event that may have others, which count in the same row of coverage only once.</summary>
/// <param name="Key">The row.</param>
/// <param name="Id">The event.</param>
/// <param name="Outcome">The outcome of this observation.</param>
/// <param name="At">When the event happened.</param>
internal readonly record struct RepeatedEvent(CoverageKey Key, EventId Id, Outcome Outcome, Timestamp At);
