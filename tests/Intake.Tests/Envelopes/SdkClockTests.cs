using System.Globalization;
using System.Text;
using ReplayGraph.Facts;
using ReplayGraph.Intake.Envelopes;
using static ReplayGraph.Intake.Tests.Envelopes.SdkEnvelope;

namespace ReplayGraph.Intake.Tests.Envelopes;

/// <summary>What is sent by a clock that is off. All of it arrives at 1790000100, which is 2026-09-21T14:15:00Z.</summary>
public sealed class SdkClockTests
{
    private const long Now = 1_790_000_100_000;
    private const long Day = 86_400_000;

    [Theory]
    [InlineData("\"timestamp\":1790000000", null, 1_790_000_000_000)]
    [InlineData("\"timestamp\":\"2026-09-21T14:13:20.5Z\"", null, 1_790_000_000_500)]
    [InlineData("\"x\":1", null, Now)]
    [InlineData("\"timestamp\":\"soon\"", null, Now)]
    [InlineData("\"timestamp\":1e300", null, Now)]
    [InlineData("\"timestamp\":1790000160", null, Now + 60_000)]
    [InlineData("\"timestamp\":1790000161", null, Now)]
    [InlineData("\"timestamp\":1790000700", null, Now)]
    [InlineData("\"timestamp\":1790000700.25", null, Now - 750)]
    [InlineData("\"timestamp\":1790186501", null, Now)]
    [InlineData("\"timestamp\":1782224161", null, Now - (90 * Day) + 61_000)]
    [InlineData("\"timestamp\":1782224159", null, Now)]
    [InlineData("\"timestamp\":1782224100", null, Now)]
    [InlineData("\"timestamp\":1781360100", null, Now)]
    [InlineData("\"timestamp\":1420070400", null, Now)]
    [InlineData("\"timestamp\":5", null, Now)]
    [InlineData("\"timestamp\":-5", null, Now)]
    [InlineData("\"timestamp\":1790000000", "2026-09-21T15:09:59Z", 1_790_000_000_000)]
    [InlineData("\"timestamp\":1790003290", "2026-09-21T15:10:00Z", Now - 110_000)]
    [InlineData("\"timestamp\":1789996690", "2026-09-21T13:20:00Z", Now - 110_000)]
    [InlineData("\"timestamp\":1789996690", "2026-09-21T13:20:01Z", 1_789_996_690_000)]
    [InlineData("\"timestamp\":1790000699", "2026-09-21T14:25:00Z", Now)]
    [InlineData("\"timestamp\":100.5", "1970-01-01T00:01:50Z", 1_790_000_090_500)]
    [InlineData("\"timestamp\":1790000000", "1970-01-01T00:01:50Z", Now)]
    public void AnEventsTimeIsCorrected(string field, string? sentAt, long expected)
    {
        string item = $"{{\"event_id\":\"ID1\",{field}}}";
        string header = sentAt is null ? "{}" : $"{{\"sent_at\":\"{sentAt}\"}}";
        Assert.Equal(expected, ReadEvent(item, header).Timestamp.Milliseconds);
        Assert.Equal(expected, ReadEvent(item, header, "feedback").Timestamp.Milliseconds);
        Assert.Equal(expected, ReadEvent(item, header, "transaction").Timestamp.Milliseconds);
    }

    public static TheoryData<double, string?> Clocks => new()
    {
        { 0, null },
        { 600, null },
        { 600, "2026-09-21T14:25:00Z" },
        { 1800, null },
        { 7200, "2026-09-21T16:15:00Z" },
        { -100 * 86_400, null },
        { -100 * 86_400, "2026-06-13T14:15:00Z" },
        { 1_420_070_400 - 1_790_000_100, null },
        { 1_420_070_400 - 1_790_000_100, "2015-01-01T00:00:00Z" },
        { 20 - 1_790_000_100, null },
        { 20 - 1_790_000_100, "1970-01-01T00:00:20Z" },
    };

    [Theory]
    [MemberData(nameof(Clocks))]
    public void DurationsStay(double ahead, string? sentAt)
    {
        string header = sentAt is null ? "{}" : $"{{\"sent_at\":\"{sentAt}\"}}";
        string end = At(ahead, 0), start = At(ahead, -2.5);
        EventFact transaction = ReadEvent(
            $"{{\"event_id\":\"ID1\",\"timestamp\":{end},\"start_timestamp\":{start}}}", header, "transaction");
        const string ids = "\"trace_id\":\"ID2\",\"span_id\":\"00000000000000ff\",\"is_segment\":true";
        EventFact older = ReadEvent($"{{{ids},\"timestamp\":{end},\"start_timestamp\":{start}}}", header, "span");
        EventFact streamed = ReadEvent(
            $"{{\"items\":[{{{ids},\"end_timestamp\":{end},\"start_timestamp\":{start}}}]}}", header, "span");
        Assert.All([transaction, older, streamed], fact => Assert.Equal((Now, 2500u), (fact.Timestamp.Milliseconds, fact.DurationMs)));
    }

    [Theory]
    [MemberData(nameof(Clocks))]
    public void AReplayMovesAsAWhole(double ahead, string? sentAt)
    {
        string header = sentAt is null ? "{}" : $"{{\"sent_at\":\"{sentAt}\"}}";
        string times = $"\"timestamp\":{At(ahead, 0)},\"replay_start_timestamp\":{At(ahead, -30)}";
        string segment = $"{{\"replay_id\":\"ID1\",\"segment_id\":0,{times}}}";
        SegmentFact fact = Read($"{header}\n{{\"type\":\"replay_event\"}}\n{segment}").Facts.One<SegmentFact>();
        Assert.Equal((Now, Now - 30_000), (fact.Timestamp.Milliseconds, fact.ReplayStart.Milliseconds));

        byte[] json = Encoding.UTF8.GetBytes(Fill(segment));
        byte[] packed = [0x81, 0xAC, .. "replay_event"u8, 0xC4, (byte)json.Length, .. json];
        byte[] video = [.. Encoding.UTF8.GetBytes($"{header}\n{{\"type\":\"replay_video\",\"length\":{packed.Length}}}\n"), .. packed];
        SegmentFact shown = Read(video).Facts.One<SegmentFact>();
        Assert.Equal((fact.Timestamp, fact.ReplayStart), (shown.Timestamp, shown.ReplayStart));
    }

    // Requests differ by what the network takes; segments of one replay must not move apart by it.
    [Fact]
    public void TheNetworksDelayDoesNotShowInAReplay()
    {
        Assert.Equal(Starts(Now), Starts(Now + 999));
        Assert.Equal(Starts(Now) + 1000, Starts(Now + 1000));

        static long Starts(long received)
        {
            string segment = Fill("""
                {}
                {"type":"replay_event"}
                {"replay_id":"ID1","segment_id":0,"timestamp":1790000700,"replay_start_timestamp":1790000670}
                """);
            return ReadFacts.Of(segment, (body, into, refusals) =>
            {
                EnvelopeIntake.Read(body, new(7), Arrived with { Received = new(received) }, into, refusals);
                return default;
            }).One<SegmentFact>().ReplayStart.Milliseconds;
        }
    }

    [Theory]
    [InlineData("1790000000", 0u)]
    [InlineData("1789999999.9", 100u)]
    [InlineData("1790000000.5", 0u)]
    [InlineData("1785705033", 4_294_967_000u)]
    [InlineData("1785705032", 0u)]
    [InlineData("1420070400", 0u)]
    [InlineData("0", 0u)]
    [InlineData("-1e15", 0u)]
    [InlineData("null", 0u)]
    [InlineData("\"x\"", 0u)]
    public void ADurationThatCannotBeRightIsNotSaid(string start, uint expected)
    {
        string times = $"\"timestamp\":1790000000,\"start_timestamp\":{start}";
        Assert.Equal(expected, ReadEvent($"{{\"event_id\":\"ID1\",{times}}}", type: "transaction").DurationMs);
        string span = $"{{\"trace_id\":\"ID2\",\"span_id\":\"00000000000000ff\",\"is_segment\":true,{times}}}";
        Assert.Equal(expected, ReadEvent(span, type: "span").DurationMs);
        Assert.Equal(expected, ReadEvent($"{{\"items\":[{span}]}}", type: "span").DurationMs);
    }

    [Fact]
    public void AnOldSdksEventMovesToo()
    {
        ReadFacts facts = ReadFacts.Of($$"""{"event_id":"{{Id1}}","timestamp":1790000700}""", (body, into, refusals) =>
        {
            StoreIntake.Read(body, new(7), Arrived, into, refusals);
            return default;
        });
        Assert.Equal(Now, facts.One<EventFact>().Timestamp.Milliseconds);
    }

    private static string At(double ahead, double seconds) => (1_790_000_100 + ahead + seconds).ToString(CultureInfo.InvariantCulture);
}
