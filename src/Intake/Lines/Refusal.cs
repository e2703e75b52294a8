namespace ReplayGraph.Intake.Lines;

/// <summary>A line, or a part of one, that is no fact, and why.</summary>
/// <param name="Line">The line's number, from 1; blank lines count. In an envelope: the number of the item, from 1.</param>
/// <param name="Field">The field, in the words of the format: <c>trace_ids[3]</c>, <c>user.email</c>. Empty: the line as a whole.</param>
/// <param name="Error">What is wrong with it, for people.</param>
public readonly record struct Refusal(int Line, string Field, string Error);
