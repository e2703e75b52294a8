using ReplayGraph.Facts;
using ReplayGraph.Intake.EventStream;
using ReplayGraph.Intake.Lines;
using ReplayGraph.Intake.Native;
using ReplayGraph.Intake.ReplayTopic;

namespace ReplayGraph.Intake.Mixed;

/// <summary>Reads lines of any format, each detected on its own by <see cref="FormatDetector"/>.</summary>
public static class MixedIntake
{
    /// <summary>The maximum line length of any format, in bytes; a reader in parts must hold one line.</summary>
    public const int MaxLineBytes = EventStreamIntake.MaxLineBytes;

    /// <summary>Appends the facts of valid lines to <paramref name="into"/>, and reports why it rejected the others.</summary>
    /// <param name="body">UTF-8 text. It is read in place, and not used after the call.</param>
    /// <param name="received">When the lines were received, for messages of the event stream without a time of their own.</param>
    /// <param name="into">Receives the facts.</param>
    /// <param name="refusals">Receives the rejected lines.</param>
    /// <param name="firstLine">The number of the first line, for a file that is read in parts of whole lines.</param>
    public static LinesRead Read(ReadOnlyMemory<byte> body, Timestamp received, FactBatch into, Refusals refusals, int firstLine = 1) =>
        LinesRead.Of(body, firstLine, into, refusals, (in line, into, refusals) => FormatDetector.Detect(line.Line.Span) switch
        {
            DetectedFormat.EventStream => EventStreamIntake.ReadLine(line, received, into, refusals),
            DetectedFormat.ReplayTopic => ReplayTopicIntake.ReadLine(line, into, refusals),

            // The native reader rejects lines of unknown format and reports why.
            _ => NativeIntake.ReadLine(line, into, refusals),
        });
}
