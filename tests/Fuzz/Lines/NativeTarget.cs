using System.Buffers;
using ReplayGraph.Facts;
using ReplayGraph.Fuzz.Targets;
using ReplayGraph.Intake.Lines;
using ReplayGraph.Intake.Native;

namespace ReplayGraph.Fuzz.Lines;

/// <summary>Native facts. Facts survive a round trip through lines.</summary>
internal sealed class NativeTarget : LineTarget
{
    private readonly ArrayBufferWriter<byte> _text = new();
    private readonly FactBatch _again = new();
    private readonly Refusals _refusals = new();

    internal override string Name => "native";

    internal override IEnumerable<byte[]> Seeds => Texts(LineSamples.Native);

    internal override IEnumerable<string> Words => LineSamples.Words;

    protected override LinesRead Read(ReadOnlyMemory<byte> body, FactBatch into, Refusals refusals, int firstLine)
    {
        LinesRead read = NativeIntake.Read(body, into, refusals, firstLine);
        if (firstLine == 1 && into.Count > 0)
        {
            WriteAndRead(into);
        }

        return read;
    }

    private void WriteAndRead(FactBatch facts)
    {
        _text.ResetWrittenCount();
        _again.Clear();
        _refusals.Clear();
        FactBatch.Read(facts.Bytes, new NativeLines(_text));
        NativeIntake.Read(_text.WrittenMemory, _again, _refusals);
        BrokenPromiseException.Unless(
            _again.Bytes.Span.SequenceEqual(facts.Bytes.Span), "lines survive a round trip", () => $"{_refusals.First.FirstOrDefault()}");
    }
}
