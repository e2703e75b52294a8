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
    public static LinesRead Read(ReadOnlyMemory<byte> body, FactBatch into, Refusals refusals, int firstLine = 1)
    {
        int accepted = 0;
        int facts = into.Count;
        var lines = new LineSplitter(body, firstLine);
        while (lines.MoveNext())
        {
            if (!lines.Refused(MaxLineBytes, refusals) && ReadLine(lines.Line, lines.Number, into, refusals))
            {
                accepted++;
            }
        }

        return new(lines.Passed, accepted, accepted - (into.Count - facts));
    }

    internal static bool ReadLine(ReadOnlyMemory<byte> bytes, int number, FactBatch into, Refusals refusals)
    {
        var line = new NativeLine(bytes);
        try
        {
            if (line.Begin(lookAhead: false) && ReadFact(ref line, into))
            {
                return true;
            }

            if (line.Kind == default || line.KindChanged)
            {
                line = new NativeLine(bytes);
                if (line.Begin(lookAhead: true) && ReadFact(ref line, into))
                {
                    return true;
                }
            }

            refusals.Add(number, line.Path, line.Error!);
        }
        catch (JsonException e)
        {
            refusals.Add(number, line.Path, Malformed.Of(e, bytes.Span).ToString());
        }
        catch (InvalidOperationException)
        {
            refusals.Add(number, line.Path, Malformed.InvalidUnicode);
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
