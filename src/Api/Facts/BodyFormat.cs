using ReplayGraph.Facts;
using ReplayGraph.Intake.EventStream;
using ReplayGraph.Intake.Lines;
using ReplayGraph.Intake.Native;
using ReplayGraph.Intake.ReplayTopic;

namespace ReplayGraph.Api.Facts;

/// <summary>The format of a body that holds facts in lines.</summary>
/// <param name="MaxLineBytes">The longest line, in bytes.</param>
/// <param name="Read">Reads whole lines.</param>
internal sealed record BodyFormat(int MaxLineBytes, BodyFormat.Reader Read)
{
    /// <summary>Reads whole lines of a body; <paramref name="firstLine"/> is the number of the first.</summary>
    internal delegate LinesRead Reader(ReadOnlyMemory<byte> lines, Timestamp received, FactBatch into, Refusals refusals, int firstLine);

    /// <summary>Native facts.</summary>
    internal static BodyFormat Native { get; } = new(
        NativeIntake.MaxLineBytes, (lines, _, into, refusals, firstLine) => NativeIntake.Read(lines, into, refusals, firstLine));

    /// <summary>Messages of Sentry's event stream.</summary>
    internal static BodyFormat EventStream { get; } = new(EventStreamIntake.MaxLineBytes, EventStreamIntake.Read);

    /// <summary>Messages of Sentry's replay topic.</summary>
    internal static BodyFormat ReplayTopic { get; } = new(
        ReplayTopicIntake.MaxLineBytes, (lines, _, into, refusals, firstLine) => ReplayTopicIntake.Read(lines, into, refusals, firstLine));
}
