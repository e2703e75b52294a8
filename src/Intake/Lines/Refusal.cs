namespace ReplayGraph.Intake.Lines;

/// <summary>A rejected line or item, and the reason.</summary>
/// <param name="Line">The line's number, from 1; blank lines count. In an envelope: the number of the item, from 1.</param>
/// <param name="Field">The invalid field as the format names it, such as <c>trace_ids[3]</c>; empty for the whole line.</param>
/// <param name="Error">The error message.</param>
public readonly record struct Refusal(int Line, string Field, string Error);
