namespace ReplayGraph.Intake.Lines;

/// <summary>The result of reading a body of lines.</summary>
/// <param name="Lines">The number of lines, blank ones included; the next part of the file starts that many lines later.</param>
/// <param name="Accepted">The number of valid lines. Rejected ones are in <see cref="Refusals"/>; blank lines are neither.</param>
/// <param name="WithoutFact">How many of the accepted lines store nothing.</param>
public readonly record struct LinesRead(int Lines, int Accepted, int WithoutFact);
