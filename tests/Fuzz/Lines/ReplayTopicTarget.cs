using ReplayGraph.Facts;
using ReplayGraph.Intake.Lines;
using ReplayGraph.Intake.ReplayTopic;

namespace ReplayGraph.Fuzz.Lines;

/// <summary>Messages of the replay topic.</summary>
internal sealed class ReplayTopicTarget : LineTarget
{
    internal override string Name => "replay-topic";

    internal override IEnumerable<byte[]> Seeds => Texts(LineSamples.ReplayTopic);

    internal override IEnumerable<string> Words => LineSamples.Words;

    protected override LinesRead Read(ReadOnlyMemory<byte> body, FactBatch into, Refusals refusals, int firstLine) =>
        ReplayTopicIntake.Read(body, into, refusals, firstLine);
}
