using ReplayGraph.Facts;
using ReplayGraph.Fuzz.Facts;
using ReplayGraph.Fuzz.Targets;
using ReplayGraph.Intake.Lines;

namespace ReplayGraph.Fuzz.Lines;

/// <summary>
/// A reader of lines. Each line that is not blank is accepted or rejected; the facts have the reported number, are within
/// their limits, survive a round trip, and do not refer to the body; and reading a body in two parts gives the same result.
/// </summary>
internal abstract class LineTarget : Target
{
    /// <summary>The time of receipt.</summary>
    internal static readonly Timestamp Received = new(1_790_000_100_000);

    private static readonly FactLimits _limits = new();

    private readonly FactBatch _batch = new();
    private readonly FactBatch _parts = new();
    private readonly FactCopy _copy = new();
    private readonly Refusals _refusals = new();
    private readonly Refusals _partRefusals = new();
    private byte[] _body = [];

    internal override Shape Shape => Shape.Lines;

    internal override int MaxBytes => 2048;

    // Short lines of invalid JSON cost the most: an exception for each line, whatever its length.
    internal override long MaxAllocation(int length) => (64 << 10) + (2048L * length);

    /// <summary>Reads lines.</summary>
    protected abstract LinesRead Read(ReadOnlyMemory<byte> body, FactBatch into, Refusals refusals, int firstLine);

    internal override void Run(ReadOnlyMemory<byte> input)
    {
        _batch.Clear();
        _refusals.Clear();
        LinesRead read = ReadCopy(input, _batch, _refusals, 1);
        int told = read.Accepted + _refusals.Count;
        BrokenPromiseException.Unless(told <= read.Lines, "each line is counted", () => $"{read}, {_refusals.Count} refused");
        BrokenPromiseException.Unless(
            read.Accepted - read.WithoutFact == _batch.Count && read.WithoutFact >= 0, "the count of facts is right", () => $"{read}");
        CheckFacts(_batch, _copy);
        CheckRefusals(_refusals);
        // This costs as much again, so only one input in four is checked.
        if (input.Length % 4 == 0 && input.Span.IndexOf((byte)'\n') is var cut and >= 0 && cut + 1 < input.Length)
        {
            ReadInParts(input, cut + 1, read);
        }
    }

    /// <summary>Checks that facts of an intake are within their limits, and that their encoding is canonical.</summary>
    internal static void CheckFacts(FactBatch batch, FactCopy copy)
    {
        if (batch.Count == 0)
        {
            return;
        }

        copy.Batch.Clear();
        BrokenPromiseException.Unless(FactBatch.Read(batch.Bytes, copy) == batch.Count, "the count of facts is right");
        BrokenPromiseException.Unless(copy.Batch.Bytes.Span.SequenceEqual(batch.Bytes.Span), "facts survive a round trip");
        FactBatch.Read(batch.Bytes, _limits);
    }

    /// <summary>Checks that a rejection states what is wrong, briefly.</summary>
    internal static void CheckRefusals(Refusals refusals)
    {
        foreach (Refusal refusal in refusals.First)
        {
            BrokenPromiseException.Unless(
                refusal.Error.Length is > 0 and <= 300 && refusal.Field.Length <= 100,
                "a rejection states what is wrong, briefly",
                () => $"{refusal}");
        }
    }

    // Reads a copy of the body and overwrites it afterwards: facts must not refer to it.
    private LinesRead ReadCopy(ReadOnlyMemory<byte> input, FactBatch into, Refusals refusals, int firstLine)
    {
        if (_body.Length < input.Length)
        {
            _body = new byte[Math.Max(input.Length, MaxBytes)];
        }

        Memory<byte> body = _body.AsMemory(0, input.Length);
        input.CopyTo(body);
        LinesRead read = Read(body, into, refusals, firstLine);
        BrokenPromiseException.Unless(body.Span.SequenceEqual(input.Span), "a body is not written to");
        body.Span.Fill(0xDD);
        return read;
    }

    private void ReadInParts(ReadOnlyMemory<byte> input, int cut, LinesRead whole)
    {
        _parts.Clear();
        _partRefusals.Clear();
        LinesRead first = ReadCopy(input[..cut], _parts, _partRefusals, 1);
        LinesRead second = ReadCopy(input[cut..], _parts, _partRefusals, first.Lines + 1);
        var sum = new LinesRead(
            first.Lines + second.Lines, first.Accepted + second.Accepted, first.WithoutFact + second.WithoutFact);
        const string promise = "reading a body in two parts gives the same result";
        BrokenPromiseException.Unless(sum == whole && _partRefusals.Count == _refusals.Count, promise, () => $"{whole}, {first}, {second}");
        BrokenPromiseException.Unless(_parts.Bytes.Span.SequenceEqual(_batch.Bytes.Span), promise);
        BrokenPromiseException.Unless(_partRefusals.First.SequenceEqual(_refusals.First), promise);
    }
}
