using System.Text;
using ReplayGraph.Facts;
using ReplayGraph.Intake.Lines;
using ReplayGraph.Intake.Tests.Envelopes;

namespace ReplayGraph.Intake.Tests.Compatibility;

/// <summary>Messages of the replays' topic, as Snuba reads them.</summary>
public sealed class SnubaReplaysTests
{
    private const string Whole = """
        {"type":"replay_event","replay_id":"ID2","segment_id":0,"timestamp":1790000000.75,"replay_start_timestamp":1789999990,
        "is_archived":false,"replay_type":"buffer","platform":"javascript","environment":"prod","release":"1.0","dist":"d",
        "urls":["/cart"],"segment_names":["/cart"],"trace_ids":["ID4"],"error_ids":["ID1"],
        "tags":[["a","b"],["transaction.name",null]],"sdk":{"name":"sentry.javascript.browser","version":"1"},
        "user":{"id":"u","username":"n","email":"e","ip_address":"127.0.0.1","geo":{"city":"c"}},
        "contexts":{"browser":{"name":"b","version":"1"},"replay":{"error_sample_rate":1,"session_sample_rate":0.5}}}
        """;

    [Fact]
    public void HoldsASegment()
    {
        SegmentFact fact = TopicMessages.ReadReplay(Whole).One<SegmentFact>();
        Assert.Equal((ReplayId.Parse(SdkEnvelope.Id2), new ProjectId(7)), (fact.ReplayId, fact.ProjectId));
        Assert.Equal((0, 30), (fact.SegmentId, fact.RetentionDays));
        Assert.Equal((new Timestamp(1_790_000_000_750), new Timestamp(1_789_999_990_000)), (fact.Timestamp, fact.ReplayStart));
        Assert.Equal([TraceId.Parse(SdkEnvelope.Id4)], fact.TraceIds!);
        Assert.Equal([EventId.Parse(SdkEnvelope.Id1)], fact.ErrorIds!);
        Assert.Equal(["/cart"], fact.Urls!);
        Assert.Equal((ReplayType.Buffer, false), (fact.ReplayType, fact.IsArchived));
        Assert.Equal("javascript prod 1.0", $"{fact.Platform} {fact.Environment} {fact.Release}");
        Assert.Equal("u n e 127.0.0.1", $"{fact.UserId} {fact.UserName} {fact.UserEmail} {fact.UserIp}");
    }

    [Fact]
    public void IsTheSameAsBytes()
    {
        string bytes = $"[{string.Join(',', Encoding.UTF8.GetBytes(SdkEnvelope.Fill(Whole)))}]";
        SegmentFact fact = TopicMessages.ReadReplay(bytes).One<SegmentFact>();
        Assert.Equal((ReplayId.Parse(SdkEnvelope.Id2), 0), (fact.ReplayId, fact.SegmentId));
        Assert.Equal([EventId.Parse(SdkEnvelope.Id1)], fact.ErrorIds!);
    }

    [Fact]
    public void PutsNothingWhereTheProducerPutsNothing()
    {
        SegmentFact fact = TopicMessages.ReadReplay(
            """{"type":"replay_event","replay_id":"ID2","segment_id":1,"timestamp":1790000000}""").One<SegmentFact>();
        Assert.True(fact.UserId.IsNone && fact.UserName.IsNone && fact.UserEmail.IsNone && fact.UserIp.IsNone);
        Assert.True(fact.Platform.IsNone && fact.Environment.IsNone && fact.Release.IsNone && fact.ReplayType == ReplayType.None);
    }

    [Theory]
    [InlineData("test_parse_replay_event_overflow_segment_id", """{"segment_id":4206942069}""")]
    [InlineData("test_parse_replay_event_empty_set", """{"segment_id":null}""")]
    public void HoldsTheListsOfASegmentWithoutANumber(string snuba, string more)
    {
        SegmentFact fact = TopicMessages.ReadReplay(Whole, more).One<SegmentFact>();
        Assert.Equal((snuba, SegmentFact.NoSegment, false), (snuba, fact.SegmentId, fact.IsArchived));
        Assert.Equal([TraceId.Parse(SdkEnvelope.Id4)], fact.TraceIds!);
        Assert.Equal([EventId.Parse(SdkEnvelope.Id1)], fact.ErrorIds!);
        Assert.Equal(["/cart"], fact.Urls!);
    }

    [Fact]
    public void TakesNullForEveryField()
    {
        SegmentFact fact = TopicMessages.ReadReplay("""
            {"type":"replay_event","replay_id":"ID2","timestamp":1790000000,"segment_id":null,"replay_type":null,"event_hash":null,
            "urls":null,"segment_names":null,"is_archived":null,"trace_ids":null,"error_ids":null,"dist":null,"platform":null,
            "replay_start_timestamp":null,"environment":null,"release":null,"tags":[["a",null]],
            "user":{"id":null,"username":null,"email":null,"ip_address":null,"geo":{"city":null}},"sdk":{"name":null},
            "contexts":{"replay":{"error_sample_rate":null},"os":{"name":null}}}
            """).One<SegmentFact>();
        Assert.Equal((ReplayId.Parse(SdkEnvelope.Id2), SegmentFact.NoSegment, false), (fact.ReplayId, fact.SegmentId, fact.IsArchived));
        Assert.Equal((0, 0, 0), (fact.TraceIds?.Length ?? 0, fact.ErrorIds?.Length ?? 0, fact.Urls?.Length ?? 0));
        Assert.True(fact.UserId.IsNone && fact.Environment.IsNone && fact.Platform.IsNone && fact.ReplayStart == default);
    }

    [Theory]
    [InlineData("test_parse_replay_event_sparse", "{}")]
    [InlineData("test_parse_replay_null_tags", """{"tags":null}""")]
    [InlineData("archive.json", """{"event_hash":"ID3"}""")]
    public void ArchivesWithASparseRow(string snuba, string more)
    {
        SegmentFact fact = TopicMessages.ReadReplay(
            """{"type":"replay_event","replay_id":"ID2","timestamp":1790000000,"is_archived":true}""", more).One<SegmentFact>();
        Assert.Equal(
            (snuba, ReplayId.Parse(SdkEnvelope.Id2), SegmentFact.NoSegment, true, new Timestamp(1_790_000_000_000)),
            (snuba, fact.ReplayId, fact.SegmentId, fact.IsArchived, fact.Timestamp));
    }

    [Fact]
    public void LinksAnEventByItsLevel()
    {
        EventLinkFact fact = TopicMessages.ReadReplay(
            """{"type":"event_link","replay_id":"ID2","debug_id":"ID1","timestamp":1790000000.5,"event_hash":"ID3"}""")
            .One<EventLinkFact>();
        Assert.Equal(
            new EventLinkFact(ReplayId.Parse(SdkEnvelope.Id2), EventId.Parse(SdkEnvelope.Id1), new(7), new(1_790_000_000_500), Level.Debug),
            fact);
    }

    [Theory]
    [InlineData("test_parse_replay_click_event",
        """{"type":"replay_actions","replay_id":"ID2","environment":"prod","clicks":[{"is_rage":1}]}""")]
    [InlineData("test_parse_replay_click_event_null_environment",
        """{"type":"replay_actions","replay_id":"ID2","environment":null,"clicks":[{"id":"a"}]}""")]
    [InlineData("test_parse_replay_click_event_no_environment",
        """{"type":"replay_actions","replay_id":"ID2","clicks":[{"node_id":320}]}""")]
    [InlineData("test_parse_replay_tap_event",
        """{"type":"replay_tap","replay_id":"ID2","environment":"prod","taps":[{"view_id":"add"}]}""")]
    [InlineData("test_parse_replay_viewed_event", """{"type":"replay_viewed","viewed_by_id":23823623242,"timestamp":1790000000}""")]
    [InlineData("test_replay_viewed_event_event_hash", """{"type":"replay_viewed","viewed_by_id":1234,"timestamp":1790000000}""")]
    public void TakesWhatHoldsNoLink(string snuba, string payload)
    {
        ReadFacts read = TopicMessages.ReadReplay(payload);
        Assert.Equal((snuba, new LinesRead(1, 1, 1)), (snuba, read.Lines));
        Assert.Empty(read.All);
    }
}
