using ReplayGraph.Facts;
using ReplayGraph.Intake.Envelopes;
using static ReplayGraph.Intake.Tests.Envelopes.SdkEnvelope;

namespace ReplayGraph.Intake.Tests.Compatibility;

/// <summary>What Relay's tests of replays say (protocol/replay.rs, relay-event-normalization/src/replay.rs, test_replay_*.py).</summary>
public sealed class RelayReplayTests
{
    private const string Replay = """
        {"type":"replay_event","replay_id":"ID1","event_id":"ID1","segment_id":3,"replay_type":"session","timestamp":1790000010,
          "replay_start_timestamp":1790000000,"urls":["https://a.example/"],"error_ids":["ID2"],"trace_ids":["ID3"],
          "platform":"javascript","release":42,"dist":"d","environment":"prod","tags":{"transaction":"/a"},
          "sdk":{"name":"s","version":"1"},"user":{"id":"u","username":"n","email":"e","ip_address":"192.0.2.1"},
          "request":{"url":null,"headers":{"User-Agent":"x"}},"contexts":{"trace":{"trace_id":"ID4"}}}
        """;

    private const string Recording = "{\"type\":\"replay_recording\",\"length\":23}\n{\"segment_id\":3}\n[1,2]{";

    [Theory]
    [InlineData("test_event_roundtrip")]
    [InlineData("test_replay_event_with_processing")]
    [InlineData("test_replay_events_without_processing")]
    public void EachFieldIsRead(string relay)
    {
        SegmentFact fact = ReadSegment(Replay);
        Assert.Equal((relay, ReplayId.Parse(Id1), 3, ReplayType.Session), (relay, fact.ReplayId, fact.SegmentId, fact.ReplayType));
        Assert.Equal((new Timestamp(1_790_000_010_000), new Timestamp(1_790_000_000_000)), (fact.Timestamp, fact.ReplayStart));
        Assert.Equal(["https://a.example/"], fact.Urls!);
        Assert.Equal([EventId.Parse(Id2)], fact.ErrorIds!);
        Assert.Equal([TraceId.Parse(Id3)], fact.TraceIds!);
        Assert.Equal(("javascript", "42", "prod"), (fact.Platform.ToString(), fact.Release.ToString(), fact.Environment.ToString()));
        Assert.Equal(("u", "n"), (fact.UserId.ToString(), fact.UserName.ToString()));
        Assert.Equal(("e", "192.0.2.1"), (fact.UserEmail.ToString(), fact.UserIp.ToString()));
    }

    [Theory]
    [InlineData("test_lenient_release", """ "release":42 """, "42", "", "")]
    [InlineData("test_loose_type_requirements",
        """ "user":{"id":1,"username":null,"email":"e","ip_address":"192.0.2.1"},"urls":null,"dist":7 """, "", "1", "192.0.2.1")]
    [InlineData("test_missing_user", """ "user":null """, "", "", "")]
    [InlineData("test_set_ip_address_missing_user_ip_address_and_geo", """ "user":{"id":"u"} """, "", "u", "")]
    public void WhatIsMissingIsMissing(string relay, string fields, string release, string userId, string userIp)
    {
        SegmentFact fact = ReadSegment($"{{\"replay_id\":\"ID1\",\"segment_id\":0,{fields}}}");
        Assert.Equal(
            (relay, release, userId, userIp), (relay, fact.Release.ToString(), fact.UserId.ToString(), fact.UserIp.ToString()));
    }

    [Theory]
    [InlineData("test_capped_values", 101)]
    [InlineData("test_truncated_list_less_than_limit", 0)]
    public void ListsAreKeptWhole(string relay, int length)
    {
        string ids = string.Join(',', Enumerable.Repeat("\"ID2\"", length));
        SegmentFact fact = ReadSegment(
            $"{{\"replay_id\":\"ID1\",\"segment_id\":0,\"urls\":[{ids}],\"error_ids\":[{ids}],\"trace_ids\":[{ids}]}}");
        Assert.Equal(
            (relay, length, length, length),
            (relay, fact.Urls?.Length ?? 0, fact.ErrorIds?.Length ?? 0, fact.TraceIds?.Length ?? 0));
    }

    [Theory]
    [InlineData("test_error_id_validation", """ "error_ids":["test","ID2"],"trace_ids":["ID3"] """)]
    [InlineData("test_trace_id_validation", """ "error_ids":["ID2"],"trace_ids":["123","ID3"] """)]
    public void ABadIdInAListIsPassedOver(string relay, string lists)
    {
        SegmentFact fact = ReadSegment($"{{\"replay_id\":\"ID1\",\"segment_id\":0,{lists}}}");
        Assert.Equal(
            (relay, EventId.Parse(Id2), TraceId.Parse(Id3)), (relay, Assert.Single(fact.ErrorIds!), Assert.Single(fact.TraceIds!)));
    }

    [Theory]
    [InlineData("test_ip_addr", "{{auto}}", "")]
    [InlineData("test_ip_addr", "127.0.0.1", "127.0.0.1")]
    [InlineData("test_ip_addr", "::1", "::1")]
    [InlineData("test_ip_addr", "nowhere", "nowhere")]
    public void TheAddressOfTheUser(string relay, string sent, string expected)
    {
        SegmentFact fact = ReadSegment($"{{\"replay_id\":\"ID1\",\"segment_id\":0,\"user\":{{\"ip_address\":\"{sent}\"}}}}");
        Assert.Equal((relay, expected), (relay, fact.UserIp.ToString()));
    }

    [Theory]
    [InlineData("test_replay_recordings", Recording, 0, 1)]
    [InlineData("test_nonchunked_replay_recordings_processing", Recording, 0, 1)]
    [InlineData("test_replay_combined_with_processing", "{\"type\":\"replay_event\"}\n" + Replay + "\n" + Recording, 1, 1)]
    public void RecordingsAreSkipped(string relay, string items, int kept, int skipped)
    {
        EnvelopeOutcome outcome = Read($"{{\"event_id\":\"ID1\"}}\n{items}\n").Outcome;
        Assert.Equal((relay, null, kept, skipped, 0), (relay, outcome.Error, outcome.Kept, outcome.Skipped, outcome.Refused));
    }

    [Theory]
    [InlineData("test_chunked_replay_recordings_processing")]
    public void ALargeRecordingIsSkipped(string relay)
    {
        string recording = new('1', 1 << 20);
        EnvelopeOutcome outcome = Read($"{{}}\n{{\"type\":\"replay_recording\"}}\n{recording}").Outcome;
        Assert.Equal((relay, null, 1), (relay, outcome.Error, outcome.Skipped));
    }

    private static SegmentFact ReadSegment(string replay) =>
        Read($"{{}}\n{{\"type\":\"replay_event\"}}\n{replay}").Facts.One<SegmentFact>();
}
