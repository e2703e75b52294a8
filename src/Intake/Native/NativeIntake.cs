using System.Text.Json;
using ReplayGraph.Facts;
using ReplayGraph.Intake.Json;
using ReplayGraph.Intake.Lines;
using ReplayGraph.Intake.ReplayTopic;

namespace ReplayGraph.Intake.Native;

/// <summary>
/// Reads native facts: NDJSON, one fact a line. Fields that a kind does not have are ignored; null, <c>{}</c> and <c>[]</c> are the same
/// as absent, but that an empty list where one is required asks for nothing; of a repeated key the last one counts (a bad value refuses
/// the line even if a good one follows). Lists hold at most <see cref="Limits.ListItems"/>, lines at most <see cref="MaxLineBytes"/>,
/// JSON nests at most 100,000 deep.
/// Lines of errors and transactions cost no allocation, unless a text in them is escaped.
/// </summary>
public static class NativeIntake
{
    /// <summary>
    /// The longest line that is read, in bytes without its end: what a line of the replay topic may hold, so that a segment that came
    /// in as one of those can be sent on as one of these.
    /// </summary>
    public const int MaxLineBytes = ReplayTopicIntake.MaxLineBytes;

    /// <summary>Appends the facts of the good lines to <paramref name="into"/>, and says of each bad one what is wrong.</summary>
    /// <param name="body">UTF-8 text. It is read in place, and not needed after the call.</param>
    /// <param name="into">Takes the facts.</param>
    /// <param name="refusals">Takes the bad lines.</param>
    /// <param name="firstLine">The number of the first line, for a file that is read in parts, cut at ends of lines.</param>
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
            refusals.Add(number, line.Path, Malformed.NoUnicode);
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
