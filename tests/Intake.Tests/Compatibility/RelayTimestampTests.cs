using ReplayGraph.Facts;
using static ReplayGraph.Intake.Tests.Envelopes.SdkEnvelope;

namespace ReplayGraph.Intake.Tests.Compatibility;

/// <summary>What Relay's tests say of times that nobody means (relay-event-normalization/src/timestamp.rs, protocol/types.rs).</summary>
public sealed class RelayTimestampTests
{
    private const string Span = "\"trace_id\":\"ID2\",\"span_id\":\"00000000000000ff\",\"is_segment\":true";

    [Theory]
    [InlineData("test_accept_recent_errors", "event", "\"timestamp\":1")]
    [InlineData("test_reject_stale_errors", "event", "\"timestamp\":-1")]
    [InlineData("test_accept_recent_transactions", "transaction", "\"start_timestamp\":1,\"timestamp\":2")]
    [InlineData("test_reject_stale_transactions", "transaction", "\"start_timestamp\":-2,\"timestamp\":-1")]
    [InlineData("test_reject_long_running_transactions", "transaction", "\"start_timestamp\":-1,\"timestamp\":1")]
    [InlineData("test_accept_recent_span", "span", "\"start_timestamp\":1,\"timestamp\":2," + Span)]
    [InlineData("test_reject_stale_span", "span", "\"start_timestamp\":-2,\"timestamp\":-1," + Span)]
    [InlineData("test_reject_long_running_span", "span", "\"start_timestamp\":-1,\"timestamp\":1," + Span)]
    [InlineData("test_accept_recent_breadcrumb", "event", "\"breadcrumbs\":{\"values\":[{\"timestamp\":1}]}")]
    [InlineData("test_reject_stale_breadcrumb", "event", "\"breadcrumbs\":{\"values\":[{\"timestamp\":-1}]}")]
    [InlineData("test_timestamp_year_out_of_range", "event", "\"timestamp\":1790000000000")]
    [InlineData("test_timestamp_completely_out_of_range", "event", "\"timestamp\":-1e19")]
    public void WhatHasNoTimeOfItsOwnIsOfItsArrival(string relay, string type, string fields)
    {
        EventFact fact = ReadEvent($"{{\"event_id\":\"ID1\",{fields}}}", type: type);
        Assert.Equal((relay, ReadFacts.Received), (relay, fact.Timestamp));
    }
}
