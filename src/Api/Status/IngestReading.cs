namespace ReplayGraph.Api.Status;

/// <summary>What an organization has sent to this process since it started.</summary>
/// <param name="Total">What became of its facts.</param>
/// <param name="Refused">The lines, items and unreadable bodies that were refused.</param>
/// <param name="TakenRate">Facts taken in a second, over the last minute.</param>
/// <param name="RefusedRate">Lines and items refused a second, over the last minute.</param>
/// <param name="Refusals">The last refusals, latest first.</param>
public sealed record IngestReading(
    IngestResult Total, long Refused, double TakenRate, double RefusedRate, IReadOnlyList<RecentRefusal> Refusals);

/// <summary>A line or item that was refused.</summary>
/// <param name="Time">When.</param>
/// <param name="Path">The path to which it was sent.</param>
/// <param name="Line">Its number in the body, from 1; 0: the body as a whole was refused.</param>
/// <param name="Field">The invalid field; empty if the line as a whole is invalid.</param>
/// <param name="Error">What is wrong with it.</param>
public sealed record RecentRefusal(DateTimeOffset Time, string Path, int Line, string Field, string Error);
