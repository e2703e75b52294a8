using ReplayGraph.Facts;
using ReplayGraph.Intake.EventStream;
using ReplayGraph.Intake.Lines;
using ReplayGraph.Intake.Native;
using ReplayGraph.Intake.ReplayTopic;

namespace ReplayGraph.Api.Facts;

/// <summary>A format of lines that holds facts.</summary>
/// <param name="MaxLineBytes">The longest line.</param>
/// <param name="Read">Reads whole lines.</param>
internal sealed record LineFormat(int MaxLineBytes, LineFormat.Reader Read)
{
    /// <summary>Reads whole lines of a body, the first of which has the number <paramref name="firstLine"/>.</summary>
    internal delegate LinesRead Reader(ReadOnlyMemory<byte> lines, Timestamp received, FactBatch into, Refusals refusals, int firstLine);

    /// <summary>Native facts.</summary>
    internal static LineFormat Native { get; } = new(
        NativeIntake.MaxLineBytes, (lines, _, into, refusals, firstLine) => NativeIntake.Read(lines, into, refusals, firstLine));

    /// <summary>Messages of Sentry's event stream.</summary>
    internal static LineFormat EventStream { get; } = new(EventStreamIntake.MaxLineBytes, EventStreamIntake.Read);

    /// <summary>Messages of Sentry's replay topic.</summary>
    internal static LineFormat ReplayTopic { get; } = new(
        ReplayTopicIntake.MaxLineBytes, (lines, _, into, refusals, firstLine) => ReplayTopicIntake.Read(lines, into, refusals, firstLine));
}
