using ReplayGraph.Facts;
using static ReplayGraph.Intake.Tests.Envelopes.SdkEnvelope;

namespace ReplayGraph.Intake.Tests.Compatibility;

/// <summary>What Relay's tests say of the dynamic sampling context and of the contexts <c>trace</c> and <c>replay</c>.</summary>
public sealed class RelayDscTests
{
    private const string Event = """{"event_id":"ID1","message":"m"}""";

    [Theory]
    [InlineData("parse_full", """ "release":"1.0","environment":"prod","transaction":"/a","user_id":"u","sample_rate":"0.25","x":"y" """)]
    [InlineData("parse_user", """ "user":{"id":"u","segment":"s"} """)]
    [InlineData("parse_user", """ "user_id":"u","user_segment":"s" """)]
    [InlineData("parse_user", """ "user_id":"","user_segment":"","user":{"id":"u","segment":"s"} """)]
    [InlineData("parse_user", """ "user_id":"u","user":null """)]
    [InlineData("test_parse_user_partial", """ "user_id":"u","user":{"segment":"s"} """)]
    [InlineData("test_parse_sample_rate", """ "sample_rate":"0.25" """)]
    [InlineData("test_parse_sample_rate_scientific_notation", """ "sample_rate":"2e-3" """)]
    [InlineData("test_parse_sample_rate_bogus", """ "sample_rate":"often" """)]
    [InlineData("test_parse_sample_rate_number", """ "sample_rate":0.25 """)]
    [InlineData("test_parse_sample_rate_negative", """ "sample_rate":"-1" """)]
    [InlineData("test_parse_sampled_with_incoming_boolean", """ "sampled":true """)]
    [InlineData("test_parse_sampled_with_incoming_boolean_as_string", """ "sampled":"false" """)]
    [InlineData("test_parse_sampled_with_incoming_invalid_boolean_as_string", """ "sampled":"yes" """)]
    [InlineData("test_parse_sampled_with_incoming_null_value", """ "sampled":null """)]
    [InlineData("getter_filled", """ "release":"1.0","environment":"prod" """)]
    public void ItsTraceAndReplayAreTheEvents(string relay, string fields)
    {
        EventFact fact = ReadEvent(Event, $$$"""{"trace":{"trace_id":"ID3","public_key":"ID1","replay_id":"ID4",{{{fields}}}}}""");
        Assert.Equal((relay, TraceId.Parse(Id3), ReplayId.Parse(Id4)), (relay, fact.TraceId, fact.ReplayId));
    }

    [Theory]
    [InlineData("getter_empty", """{"trace_id":"ID3","public_key":"ID1"}""", "{}", null)]
    [InlineData("getter_empty", """{"trace_id":"ID3","public_key":"ID1","replay_id":null}""", "{}", null)]
    [InlineData("test_replay_id_added_from_dsc", """{"trace_id":"ID3","replay_id":"ID4"}""", "{}", Id4)]
    [InlineData("test_replay_context", "null", """{"replay":{"replay_id":"ID1","type":"replay"}}""", Id1)]
    [InlineData("test_replay_context_normalization", "null", """{"replay":{"replay_id":"0123456789ABCDEF0123456789ABCDEF"}}""", Id1)]
    public void TheReplay(string relay, string trace, string contexts, string? replay)
    {
        EventFact fact = ReadEvent($$"""{"event_id":"ID1","contexts":{{contexts}}}""", $$"""{"trace":{{trace}}}""");
        Assert.Equal((relay, replay is null ? default : ReplayId.Parse(replay)), (relay, fact.ReplayId));
    }

    [Theory]
    [InlineData("test_trace_context_roundtrip",
        """{"trace_id":"ID2","span_id":"00000000000000ab","parent_span_id":"00000000000000ac","op":"http","status":"ok","x":"y"}""")]
    [InlineData("test_trace_context_normalization", """{"trace_id":"FEDCBA9876543210FEDCBA9876543210","span_id":"00000000000000AB"}""")]
    [InlineData("test_trace_context_with_routes", """{"trace_id":"ID2","span_id":"00000000000000ab","data":{"route":"Home"}}""")]
    public void TheTraceContext(string relay, string context)
    {
        EventFact fact = ReadEvent($$$"""{"event_id":"ID1","contexts":{"trace":{{{context}}}}}""");
        Assert.Equal((relay, TraceId.Parse(Id2), 0xabul), (relay, fact.TraceId, fact.SpanId));
    }
}
