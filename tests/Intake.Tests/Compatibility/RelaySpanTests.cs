using ReplayGraph.Facts;
using ReplayGraph.Intake.Envelopes;
using static ReplayGraph.Intake.Tests.Envelopes.SdkEnvelope;

namespace ReplayGraph.Intake.Tests.Compatibility;

/// <summary>What Relay's tests of streamed spans say (protocol/span_v2.rs, tests/integration/test_spansv2.py).</summary>
public sealed class RelaySpanTests
{
    [Theory]
    [InlineData("test_span_serialization", "{}")]
    [InlineData("test_spansv2_basic", """{"trace":{"trace_id":"ID2","public_key":"ID1","transaction":"/root"}}""")]
    [InlineData("test_spansv2_ds_drop", """{"trace":{"trace_id":"ID2","sample_rate":"0","sampled":"false"}}""")]
    [InlineData("test_spansv2_ds_sampled", """{"trace":{"trace_id":"ID2","public_key":"ID3","sample_rate":"0.9"}}""")]
    [InlineData("test_spansv2_ds_root_in_different_org", """{"trace":{"trace_id":"ID2","public_key":"ID4"}}""")]
    public void ASegmentSpanIsRead(string relay, string header)
    {
        EventFact fact = ReadEvent(
            """
            {"items":[{"trace_id":"ID2","span_id":"00000000000000ff","name":"/a","status":"ok","is_segment":true,
              "start_timestamp":1790000000.25,"end_timestamp":1790000000.75,"links":[{"trace_id":"ID3","span_id":"00000000000000aa"}],
              "attributes":{"sentry.release":{"type":"string","value":"1.0"},"sentry.environment":{"type":"string","value":"prod"},
              "sentry.platform":{"type":"string","value":"php"},"sentry.sdk.name":{"type":"string","value":"sentry.php"},
              "mine":{"type":"string","value":true},"rate":{"type":"double","value":0.5}}}]}
            """,
            header,
            "span");
        Assert.Equal((relay, TraceId.Parse(Id2), 0xfful, 500u), (relay, fact.TraceId, fact.SpanId, fact.DurationMs));
        Assert.Equal(("/a", "1.0", "prod"), (fact.Transaction.ToString(), fact.Release.ToString(), fact.Environment.ToString()));
        Assert.Equal(("php", "sentry.php"), (fact.Platform.ToString(), fact.Sdk.ToString()));
    }

    [Theory]
    [InlineData("test_spansv2_ds_drop", """{"trace_id":"ID2","span_id":"00000000000000ff","is_segment":false,"name":"/a"}""")]
    public void OtherSpansHoldNoFact(string relay, string span)
    {
        EnvelopeOutcome outcome = Read($"{{}}\n{{\"type\":\"span\",\"item_count\":1}}\n{{\"items\":[{span}]}}").Outcome;
        Assert.Equal((relay, 0, 1, 0), (relay, outcome.Kept, outcome.Skipped, outcome.Refused));
    }

    // A page sends its web vitals alone, as children of the page load.
    [Theory]
    [InlineData("test_lcp_span", "ui.webvital.lcp", "")]
    [InlineData("test_cls_span", "ui.webvital.cls", "")]
    [InlineData("test_inp_span", "ui.interaction.click", ",\"is_segment\":false")]
    [InlineData("test_inp_span", "ui.interaction.click", ",\"is_segment\":true")]
    public void AWebVitalIsReadAlone(string relay, string op, string mark)
    {
        string span = $$"""
            {"data":{"sentry.op":"OP","release":"1.0","environment":"prod","replay_id":"ID3","transaction":"/a","lcp.size":1},
              "op":"OP","description":"<unknown>","parent_span_id":"00000000000000ab","segment_id":"00000000000000ab",
              "span_id":"00000000000000ff","trace_id":"ID2","start_timestamp":1790000000,"timestamp":1790000000.5{{mark}}}
            """;
        EventFact fact = ReadEvent(span.Replace("OP", op), """{"trace":{"trace_id":"ID2","transaction":"/root"}}""", "span");
        Assert.Equal((relay, TraceId.Parse(Id2), ReplayId.Parse(Id3)), (relay, fact.TraceId, fact.ReplayId));
        Assert.Equal(("/a", "1.0", "prod"), (fact.Transaction.ToString(), fact.Release.ToString(), fact.Environment.ToString()));
    }
}
