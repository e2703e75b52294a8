namespace ReplayGraph.Links;

/// <summary>One entry of an answer: a replay, and why it is linked.</summary>
/// <param name="ReplayId">The replay.</param>
/// <param name="ProjectId">The project that recorded it; none while it is pending.</param>
/// <param name="Fate">Its state.</param>
/// <param name="StartedAt">Its start; <c>default</c> while it is pending.</param>
/// <param name="FinishedAt">The time of its last segment; <c>default</c> while it is pending.</param>
/// <param name="Evidence">All evidence of the counted events.</param>
/// <param name="Events">
/// The number of distinct events that passed the filter. 0 where a replay lists a trace or event that has not arrived.
/// </param>
/// <param name="FirstSeen">The earliest of those events; <c>default</c> if there are none.</param>
/// <param name="LastSeen">The latest of those events; <c>default</c> if there are none.</param>
public readonly record struct Link(
    ReplayId ReplayId,
    ProjectId ProjectId,
    Fate Fate,
    Timestamp StartedAt,
    Timestamp FinishedAt,
    Evidence Evidence,
    int Events,
    Timestamp FirstSeen,
    Timestamp LastSeen);
