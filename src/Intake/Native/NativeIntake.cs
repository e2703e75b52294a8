using System.Text.Json;
using ReplayGraph.Facts;
using ReplayGraph.Intake.Json;
using ReplayGraph.Intake.Lines;
using ReplayGraph.Intake.ReplayTopic;

namespace ReplayGraph.Intake.Native;

/// <summary>
/// Reads native facts: NDJSON, one fact a line. Ignores fields that a kind does not have. Null, <c>{}</c> and <c>[]</c> mean absent, except
/// that an empty required list is valid and does nothing. The last of repeated keys counts, but a bad value rejects the line even if a good
/// one follows. Lists hold at most <see cref="Limits.ListItems"/> items, lines at most <see cref="MaxLineBytes"/> bytes, and JSON nests at
/// most 100,000 levels deep.
/// Lines of errors and transactions allocate nothing unless a text in them is escaped.
/// </summary>
public static class NativeIntake
{
    /// <summary>
    /// The maximum line length, in bytes without the line break. It equals the replay topic's, so that a segment from there can be
    /// forwarded as a native line.
    /// </summary>
    public const int MaxLineBytes = ReplayTopicIntake.MaxLineBytes;

    /// <summary>Appends the facts of valid lines to <paramref name="into"/>, and reports why it rejected the others.</summary>
    /// <param name="body">UTF-8 text. It is read in place, and not used after the call.</param>
    /// <param name="into">Receives the facts.</param>
    /// <param name="refusals">Receives the rejected lines.</param>
    /// <param name="firstLine">The number of the first line, for a file that is read in parts of whole lines.</param>
    public static LinesRead Read(ReadOnlyMemory<byte> body, FactBatch into, Refusals refusals, int firstLine = 1) =>
        LinesRead.Of(body, firstLine, into, refusals, ReadLine);

    internal static bool ReadLine(in LineSplitter from, FactBatch into, Refusals refusals)
    {
        if (from.Refused(MaxLineBytes, refusals))
        {
            return false;
        }

        var line = new NativeLine(from.Line);
        try
        {
            if (line.Begin(lookAhead: false) && ReadFact(ref line, into))
            {
                return true;
            }

            if (line.Kind == default || line.KindChanged)
            {
                line = new NativeLine(from.Line);
                if (line.Begin(lookAhead: true) && ReadFact(ref line, into))
                {
                    return true;
                }
            }

            refusals.Add(from.Number, line.Path, line.Error!);
        }
        catch (JsonException e)
        {
            refusals.Add(from.Number, line.Path, Malformed.Of(e, from.Line.Span).ToString());
        }
        catch (InvalidOperationException)
        {
            refusals.Add(from.Number, line.Path, Malformed.InvalidUnicode);
        }

        return false;
    }

    private static bool ReadFact(ref NativeLine line, FactBatch into) => line.Kind switch
    {
        FactKind.Error or FactKind.Transaction => NativeEvent.Read(ref line, into),
        FactKind.Segment => NativeSegment.Read(ref line, into),
        _ => NativeRare.Read(ref line, into),
    };
}
