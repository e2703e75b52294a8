using ReplayGraph.Facts;
using ReplayGraph.Intake.Lines;
using ReplayGraph.Intake.Tests.Envelopes;

namespace ReplayGraph.Intake.Tests.Compatibility;

/// <summary>What Sentry itself writes into the replays' topic.</summary>
public sealed class SentryReplayMessagesTests
{
    [Fact]
    public void ArchivesAtTheTimeOfTheReplay()
    {
        SegmentFact fact = TopicMessages.ReadReplay("""
            {"type":"replay_event","replay_id":"ID2","event_id":"ID3","segment_id":null,"trace_ids":[],"error_ids":[],"urls":[],
            "timestamp":1789000000.0,"is_archived":true,"platform":""}
            """).One<SegmentFact>();
        Assert.Equal(
            (ReplayId.Parse(SdkEnvelope.Id2), SegmentFact.NoSegment, true, new Timestamp(1_789_000_000_000)),
            (fact.ReplayId, fact.SegmentId, fact.IsArchived, fact.Timestamp));
        Assert.True(fact.Platform.IsNone);
    }

    [Fact]
    public void TakesThatAReplayWasViewed()
    {
        ReadFacts read = TopicMessages.ReadReplay("""{"type":"replay_viewed","viewed_by_id":3,"timestamp":1790000000.5}""");
        Assert.Equal(new LinesRead(1, 1, 1), read.Lines);
        Assert.Empty(read.All);
    }

    [Theory]
    [InlineData("debug_id", Level.Debug)]
    [InlineData("info_id", Level.Info)]
    [InlineData("warning_id", Level.Warning)]
    [InlineData("error_id", Level.Error)]
    [InlineData("fatal_id", Level.Fatal)]
    public void LinksEventsOfEachLevel(string field, Level level)
    {
        EventLinkFact fact = TopicMessages.ReadReplay($$"""
            {"type":"event_link","replay_id":"ID2","{{field}}":"ID1","timestamp":1790000000,"event_hash":"ID3"}
            """).One<EventLinkFact>();
        Assert.Equal(
            new EventLinkFact(ReplayId.Parse(SdkEnvelope.Id2), EventId.Parse(SdkEnvelope.Id1), new(7), new(1_790_000_000_000), level),
            fact);
    }

    [Theory]
    [InlineData("test_extract_trace_id", """{"trace_ids":["ID4"]}""", 1)]
    [InlineData("test_extract_trace_id", """{"trace_ids":["ID4","ID4"]}""", 2)]
    [InlineData("test_extract_trace_id", """{"trace_ids":["ID3","ID4"]}""", 2)]
    [InlineData("test_extract_trace_id", """{"trace_ids":[]}""", 0)]
    [InlineData("test_extract_trace_id", "{}", 0)]
    public void ListsEveryTrace(string sentry, string more, int expected)
    {
        SegmentFact fact = TopicMessages.ReadReplay(
            """{"type":"replay_event","replay_id":"ID2","segment_id":0,"timestamp":1790000000}""", more).One<SegmentFact>();
        Assert.Equal((sentry, expected), (sentry, fact.TraceIds?.Length ?? 0));
    }
}
