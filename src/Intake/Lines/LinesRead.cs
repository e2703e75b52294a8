using ReplayGraph.Facts;

namespace ReplayGraph.Intake.Lines;

/// <summary>The result of reading a body of lines.</summary>
/// <param name="Lines">The number of lines, blank ones included; the next part of the file starts that many lines later.</param>
/// <param name="Accepted">The number of valid lines. Rejected ones are in <see cref="Refusals"/>; blank lines are neither.</param>
/// <param name="WithoutFact">How many of the accepted lines store nothing.</param>
public readonly record struct LinesRead(int Lines, int Accepted, int WithoutFact)
{
    /// <summary>Appends the facts of a line, or adds a refusal and returns false.</summary>
    internal delegate bool Reader(in LineSplitter line, FactBatch into, Refusals refusals);

    /// <summary>Reads each line of a body that is not blank.</summary>
    internal static LinesRead Of(ReadOnlyMemory<byte> body, int firstLine, FactBatch into, Refusals refusals, Reader read)
    {
        int accepted = 0;
        int facts = into.Count;
        var lines = new LineSplitter(body, firstLine);
        while (lines.MoveNext())
        {
            accepted += read(lines, into, refusals) ? 1 : 0;
        }

        return new(lines.Passed, accepted, accepted - (into.Count - facts));
    }
}
