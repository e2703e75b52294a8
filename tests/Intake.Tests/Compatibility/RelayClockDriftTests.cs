using ReplayGraph.Facts;
using static ReplayGraph.Intake.Tests.Envelopes.SdkEnvelope;

namespace ReplayGraph.Intake.Tests.Compatibility;

/// <summary>What Relay's tests of clocks that are off say. Everything arrives at 14:15 of 21 September 2026.</summary>
public sealed class RelayClockDriftTests
{
    [Theory]
    [InlineData("test_no_sent_at", null, "1789913700", "1789913695", -86_400_000)]
    [InlineData("test_no_clock_drift", "2026-09-21T14:15:00Z", "1790000070", "1790000065", -30_000)]
    [InlineData("test_clock_drift_lower_bound", "2026-09-21T14:12:00Z", "1789999910", "1789999905", -190_000)]
    [InlineData("test_clock_drift_from_past", "2026-09-18T14:15:00Z", "1789740900", "1789740895", 0)]
    [InlineData("test_clock_drift_from_future", "2026-09-24T14:15:00Z", "1790259300", "1790259295", 0)]
    [InlineData("test_clock_drift_unix", "2026-09-20T14:15:00Z", "1789913690", "1789913685", -10_000)]
    [InlineData("test_process_datetime", "2026-09-20T14:15:00Z", "\"2026-09-20T14:14:50Z\"", "\"2026-09-20T14:14:45Z\"", -10_000)]
    [InlineData("test_clock_drift_applied_when_timestamp_is_too_old", "2026-08-22T14:15:00Z", "1787408100", "1787408095", 0)]
    [InlineData("test_clock_drift_not_applied_when_timestamp_is_recent", "2026-09-21T14:10:00Z", "1789999800", "1789999795", -300_000)]
    [InlineData("test_clock_drift_not_applied_when_sent_at_is_not_supplied", null, "1787408100", "1787408095", -2_592_000_000)]
    [InlineData("test_future_timestamp", null, "1790000220", "1790000215", 0)]
    [InlineData("test_past_timestamp", null, "1780000000", "1779999995", 0)]
    public void ATransactionMovesWithTheClockOfItsSender(string relay, string? sentAt, string end, string start, long fromArrival)
    {
        string header = sentAt is null ? "{}" : $"{{\"sent_at\":\"{sentAt}\"}}";
        EventFact fact = ReadEvent($"{{\"event_id\":\"ID1\",\"timestamp\":{end},\"start_timestamp\":{start}}}", header, "transaction");
        Assert.Equal((relay, fromArrival, 5000u), (relay, FromArrival(fact), fact.DurationMs));
    }

    [Theory]
    [InlineData("test_normalize_time_no_drift", "{}", 1_790_000_000, -100_000)]
    [InlineData("test_normalize_time_client_drift", """{"sent_at":"1970-01-01T01:00:00Z"}""", 3590, -10_000)]
    [InlineData("test_normalize_time_sequence_shift", "{}", 1_790_000_000, -100_000)]
    [InlineData("test_normalize_time_too_far_in_past", "{}", 1_780_000_000, 0)]
    [InlineData("test_normalize_time_too_far_in_future", "{}", 1_790_000_220, 0)]
    public void ASegmentSpanMovesWithTheClockOfItsSender(string relay, string header, long end, long fromArrival)
    {
        EventFact fact = ReadEvent(
            $$$$"""
            {"items":[{"trace_id":"ID2","span_id":"00000000000000ff","is_segment":true,
              "start_timestamp":{{{{end - 5}}}},"end_timestamp":{{{{end}}}},
              "attributes":{"sentry.timestamp.sequence":{"value":123,"type":"integer"}}}]}
            """,
            header,
            "span");
        Assert.Equal((relay, fromArrival, 5000u), (relay, FromArrival(fact), fact.DurationMs));
    }

    private static long FromArrival(in EventFact fact) => fact.Timestamp.Milliseconds - ReadFacts.Received.Milliseconds;
}
