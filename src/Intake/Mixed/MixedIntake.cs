using ReplayGraph.Facts;
using ReplayGraph.Intake.EventStream;
using ReplayGraph.Intake.Lines;
using ReplayGraph.Intake.Native;
using ReplayGraph.Intake.ReplayTopic;

namespace ReplayGraph.Intake.Mixed;

/// <summary>Reads files of lines of any format, each told by itself; see <see cref="FormatDetector"/>.</summary>
public static class MixedIntake
{
    /// <summary>The longest line of any format: a reader in parts must be able to hold one whole.</summary>
    public const int MaxLineBytes = EventStreamIntake.MaxLineBytes;

    /// <summary>Appends the facts of the good lines to <paramref name="into"/>, and says of each bad one what is wrong.</summary>
    /// <param name="body">UTF-8 text. It is read in place, and not needed after the call.</param>
    /// <param name="received">When the lines came in: for messages of the event stream that carry no time of their own.</param>
    /// <param name="into">Takes the facts.</param>
    /// <param name="refusals">Takes the bad lines.</param>
    /// <param name="firstLine">The number of the first line, for a file that is read in parts, cut at ends of lines.</param>
    public static LinesRead Read(ReadOnlyMemory<byte> body, Timestamp received, FactBatch into, Refusals refusals, int firstLine = 1)
    {
        int accepted = 0;
        int facts = into.Count;
        var lines = new LineSplitter(body, firstLine);
        while (lines.MoveNext())
        {
            accepted += ReadLine(lines, received, into, refusals) ? 1 : 0;
        }

        return new(lines.Passed, accepted, accepted - (into.Count - facts));
    }

    private static bool ReadLine(in LineSplitter lines, Timestamp received, FactBatch into, Refusals refusals)
    {
        switch (FormatDetector.Detect(lines.Line.Span))
        {
            case DetectedFormat.EventStream:
                return !lines.Refused(EventStreamIntake.MaxLineBytes, refusals)
                    && EventStreamIntake.ReadLine(lines.Line, lines.Number, received, into, refusals);
            case DetectedFormat.ReplayTopic:
                return !lines.Refused(ReplayTopicIntake.MaxLineBytes, refusals)
                    && ReplayTopicIntake.ReadLine(lines.Line, lines.Number, into, refusals);
            default:
                // What has shown no format is refused by the native reader, which says why.
                return !lines.Refused(NativeIntake.MaxLineBytes, refusals)
                    && NativeIntake.ReadLine(lines.Line, lines.Number, into, refusals);
        }
    }
}
