using ReplayGraph.Api.Problems;

namespace ReplayGraph.Api.Facts;

/// <summary>The result of a body of facts. Everything that it counts as accepted, a duplicate or journalled is durable.</summary>
/// <param name="Accepted">Facts that were new.</param>
/// <param name="Duplicates">Facts that were already known.</param>
/// <param name="Refused">The first 100 rejected lines.</param>
/// <param name="RefusedTotal">The number of rejected lines, if more than are listed.</param>
/// <param name="Expired">Facts older than their retention, which were dropped; absent if none.</param>
/// <param name="Ignored">Valid lines without anything to store; absent if none.</param>
/// <param name="Journalled">
/// Facts that lookups will show once the server has read its data after a start; whether they are new is not known yet. Absent if none.
/// </param>
public sealed record IngestAnswer(
    int Accepted,
    int Duplicates,
    IReadOnlyList<RefusedLine> Refused,
    int? RefusedTotal = null,
    int? Expired = null,
    int? Ignored = null,
    int? Journalled = null);
