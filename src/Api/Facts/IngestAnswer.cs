namespace ReplayGraph.Api.Facts;

/// <summary>What became of a body of facts. Whatever is counted here is durable.</summary>
/// <param name="Accepted">Facts that were new.</param>
/// <param name="Duplicates">Facts that were known already.</param>
/// <param name="Refused">The first 100 lines that are no fact.</param>
/// <param name="RefusedTotal">How many lines are no fact, if more than are listed.</param>
/// <param name="Expired">Facts older than their retention, forgotten at once; absent if none.</param>
/// <param name="Ignored">Lines that were understood and hold nothing to store; absent if none.</param>
public sealed record IngestAnswer(
    int Accepted, int Duplicates, IReadOnlyList<RefusedLine> Refused, int? RefusedTotal = null, int? Expired = null, int? Ignored = null);

/// <summary>A line that is no fact.</summary>
/// <param name="Line">Its number, from 1.</param>
/// <param name="Field">The field that is wrong; absent: the line as a whole.</param>
/// <param name="Error">What is wrong with it.</param>
public sealed record RefusedLine(int Line, string? Field, string Error);
