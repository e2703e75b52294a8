using ReplayGraph.Facts;
using ReplayGraph.Intake.Lines;
using ReplayGraph.Intake.Mixed;

namespace ReplayGraph.Fuzz.Lines;

/// <summary>Lines of all formats, detected line by line.</summary>
internal sealed class MixedTarget : LineTarget
{
    internal override string Name => "mixed";

    internal override IEnumerable<byte[]> Seeds =>
        Texts([.. LineSamples.Native, .. LineSamples.EventStream, .. LineSamples.ReplayTopic]);

    internal override IEnumerable<string> Words => LineSamples.Words;

    protected override LinesRead Read(ReadOnlyMemory<byte> body, FactBatch into, Refusals refusals, int firstLine) =>
        MixedIntake.Read(body, Received, into, refusals, firstLine);
}
