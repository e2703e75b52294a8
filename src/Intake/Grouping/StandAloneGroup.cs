namespace ReplayGraph.Intake.Grouping;

/// <summary>The issue of an error that arrived without one.</summary>
/// <param name="PrimaryHash">The hash of what the issue's errors have in common.</param>
/// <param name="IssueId">The lower 53 bits of the hash's first half; never 0.</param>
public readonly record struct StandAloneGroup(UInt128 PrimaryHash, IssueId IssueId);
