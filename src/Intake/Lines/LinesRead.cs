namespace ReplayGraph.Intake.Lines;

/// <summary>What came of a body of lines.</summary>
/// <param name="Lines">How many lines it had, blank ones included: a next part of the same file begins that many lines later.</param>
/// <param name="Accepted">How many were understood. The refused ones are in <see cref="Refusals"/>; blank lines are neither.</param>
/// <param name="WithoutFact">How many of the accepted hold nothing to store.</param>
public readonly record struct LinesRead(int Lines, int Accepted, int WithoutFact);
