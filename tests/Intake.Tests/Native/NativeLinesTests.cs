using System.Buffers;
using ReplayGraph.Conformance;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Facts;
using ReplayGraph.Intake.Lines;
using ReplayGraph.Intake.Native;

namespace ReplayGraph.Intake.Tests.Native;

/// <summary>What is written as lines is read as the same facts, compared by the bytes that a journal keeps.</summary>
public sealed class NativeLinesTests
{
    // Quotes, controls, no Latin, beyond the basic plane, what HTML minds, and what JSON need not escape.
    private const string Awkward = "/a \"b\" \\ \t\0\u001f <&'> ä \u2028 \uFF5A \U0001F600 \uE000 \u007f";

    [Fact]
    public void DrawnFactsOfAllKinds()
    {
        for (int seed = 0; seed < 40; seed++)
        {
            AssertSame(Deck.Draw(seed, 100).Facts);
        }
    }

    [Fact]
    public void FactsWithNothingThatIsOptional() => AssertSame(
    [
        Make.Error(1), Make.Segment(1), Make.Archive(1), Make.Link(1, 1) with { Level = Level.None }, Make.DeleteReplay(1),
        Make.Transaction(1, "") with { DurationMs = 0 },
    ]);

    [Fact]
    public void FactsWithAllThatIsOptional() => AssertSame(
    [
        Make.Error(1, issue: 7, trace: 2, replay: 3, received: -59, hash: 4, days: 30) with
        {
            IssueId = new(long.MaxValue),
            Title = Awkward,
            ProjectId = new(long.MaxValue),
            Timestamp = Timestamp.Min,
            Received = new(Timestamp.Max.Milliseconds - 1),
            SpanId = 0xff,
            Transaction = Awkward,
            Platform = Awkward,
            Sdk = Awkward,
            Environment = Awkward,
            Release = Awkward,
            Level = Level.Sample,
        },
        Make.Transaction(2, Awkward) with { DurationMs = uint.MaxValue, RetentionDays = Limits.RetentionDays },
        Make.Segment(1, Limits.SegmentId, [1, 2], [3, 4], start: -55, days: 1, urls: [Awkward, "", "x"]) with
        {
            ReplayType = ReplayType.Buffer,
            Environment = Awkward,
            Release = Awkward,
            Platform = Awkward,
            UserId = Awkward,
            UserName = Awkward,
            UserEmail = Awkward,
            UserIp = Awkward,
            IsArchived = true,
        },
        Make.Segment(1) with { UserIp = "::1", ReplayType = ReplayType.Session },
        Make.Unmerge(1, 2, [0, 3]),
        Make.DeleteEvents([1, 2], hash: 5),
        Make.DeleteReplay(1, project: 2),
    ]);

    [Fact]
    public void EveryMillisecondIsKept() =>
        AssertSame(Enumerable.Range(0, 2000).Select(i => (IFact)(Make.Error(1) with { Timestamp = new(World.Now.Milliseconds + i) })));

    [Fact]
    public void ListsAsLongAsTheyMayBe() => AssertSame(
    [
        Make.Segment(
            1,
            traces: [.. Enumerable.Range(1, Limits.ListItems)],
            errors: [.. Enumerable.Range(1, Limits.ListItems)],
            urls: [.. Enumerable.Range(1, 4000).Select(i => $"https://shop/{i}?{new string('x', 2000)}")]),
    ]);

    private static void AssertSame(IEnumerable<IFact> facts)
    {
        FactBatch expected = Batches.Of(facts);
        var text = new ArrayBufferWriter<byte>();
        var lines = new NativeLines(text);
        FactBatch.Read(expected.Bytes, lines);
        Assert.Equal(expected.Count, lines.Count);

        var read = new FactBatch();
        var refusals = new Refusals();
        NativeIntake.Read(text.WrittenMemory, read, refusals);
        Assert.Empty(refusals.First);
        Assert.True(expected.Bytes.Span.SequenceEqual(read.Bytes.Span));
    }
}
