using ReplayGraph.Facts;
using ReplayGraph.Intake.EventStream;
using ReplayGraph.Intake.Lines;

namespace ReplayGraph.Fuzz.Lines;

/// <summary>Messages of the event stream: events, transactions and issue operations.</summary>
internal sealed class EventStreamTarget : LineTarget
{
    internal override string Name => "event-stream";

    internal override IEnumerable<byte[]> Seeds => Texts(LineSamples.EventStream);

    internal override IEnumerable<string> Words => LineSamples.Words;

    protected override LinesRead Read(ReadOnlyMemory<byte> body, FactBatch into, Refusals refusals, int firstLine) =>
        EventStreamIntake.Read(body, Received, into, refusals, firstLine);
}
