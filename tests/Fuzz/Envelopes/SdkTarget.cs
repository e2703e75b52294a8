using ReplayGraph.Facts;
using ReplayGraph.Fuzz.Facts;
using ReplayGraph.Fuzz.Lines;
using ReplayGraph.Fuzz.Targets;
using ReplayGraph.Intake.Envelopes;
using ReplayGraph.Intake.Lines;

namespace ReplayGraph.Fuzz.Envelopes;

/// <summary>
/// A reader of SDK payloads. Any body is either malformed and gives no fact, or each item is kept, skipped or rejected. Facts come
/// only from kept items, are within their limits, and do not refer to the body.
/// </summary>
internal abstract class SdkTarget : Target
{
    /// <summary>The time of receipt of all bodies.</summary>
    protected static SdkArrival Arrival { get; } = new(LineTarget.Received, TimeSpan.FromDays(90));

    private readonly FactBatch _batch = new();
    private readonly FactCopy _copy = new();
    private readonly Refusals _refusals = new();
    private readonly byte[] _body = new byte[1 << 16];

    /// <summary>Reads a body.</summary>
    protected abstract EnvelopeOutcome Read(ReadOnlyMemory<byte> body, FactBatch into, Refusals refusals);

    internal override void Run(ReadOnlyMemory<byte> input)
    {
        _batch.Clear();
        _refusals.Clear();
        Memory<byte> body = _body.AsMemory(0, input.Length);
        input.CopyTo(body);
        EnvelopeOutcome outcome = Read(body, _batch, _refusals);
        body.Span.Fill(0xDD);
        if (outcome.IsMalformed)
        {
            BrokenPromiseException.Unless(_batch.Count == 0 && _refusals.Count == 0, "nothing of a malformed body is kept");
            BrokenPromiseException.Unless(outcome.Error.Length is > 0 and <= 300, "an error states what is wrong, briefly");
            return;
        }

        BrokenPromiseException.Unless(outcome.Refused == _refusals.Count, "the count of rejections is right", () => $"{outcome}");
        BrokenPromiseException.Unless(outcome.Kept > 0 || _batch.Count == 0, "facts come from kept items only", () => $"{outcome}");
        BrokenPromiseException.Unless(outcome.Kept <= _batch.Count, "a kept item gives a fact", () => $"{outcome}");
        LineTarget.CheckFacts(_batch, _copy);
        LineTarget.CheckRefusals(_refusals);
    }
}
