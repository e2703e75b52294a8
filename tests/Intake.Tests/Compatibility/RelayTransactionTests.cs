using ReplayGraph.Facts;
using static ReplayGraph.Intake.Tests.Envelopes.SdkEnvelope;

namespace ReplayGraph.Intake.Tests.Compatibility;

/// <summary>Transactions that Relay discards (relay-event-normalization/src/validation.rs, event.rs) are kept for their links.</summary>
public sealed class RelayTransactionTests
{
    private const string Times = "\"start_timestamp\":1790000000,\"timestamp\":1790000001";
    private const string Trace = "\"contexts\":{\"trace\":{\"trace_id\":\"ID2\",\"span_id\":\"00000000000000ff\"}}";
    private const string Whole = Times + "," + Trace;

    [Theory]
    [InlineData("test_discards_when_missing_timestamp", Trace, Id2)]
    [InlineData("test_discards_when_timestamp_out_of_range", "\"start_timestamp\":1000000000,\"timestamp\":1000000001," + Trace, Id2)]
    [InlineData("test_discards_when_missing_start_timestamp", "\"timestamp\":1790000001," + Trace, Id2)]
    [InlineData("test_discards_on_missing_contexts_map", Times, null)]
    [InlineData("test_discards_on_missing_context", Times + ",\"contexts\":{}", null)]
    [InlineData("test_discards_on_null_context", Times + ",\"contexts\":{\"trace\":null}", null)]
    [InlineData("test_discards_on_missing_trace_id_in_context", Times + ",\"contexts\":{\"trace\":{\"op\":\"http\"}}", null)]
    [InlineData("test_discards_on_missing_span_id_in_context", Times + ",\"contexts\":{\"trace\":{\"trace_id\":\"ID2\"}}", Id2)]
    [InlineData("test_discards_transaction_event_with_nulled_out_span", Whole + ",\"spans\":[null]", Id2)]
    [InlineData("test_discards_transaction_event_with_span_with_missing_start_timestamp", Whole + ",\"spans\":[{\"timestamp\":1}]", Id2)]
    [InlineData("test_discards_transaction_event_with_span_with_missing_trace_id", Whole + ",\"spans\":[{" + Times + "}]", Id2)]
    [InlineData("test_discards_transaction_event_with_span_with_missing_span_id",
        Whole + ",\"spans\":[{" + Times + ",\"trace_id\":\"ID2\"}]", Id2)]
    [InlineData("test_reject_stale_transaction", "\"start_timestamp\":-2,\"timestamp\":-1," + Trace, Id2)]
    [InlineData("test_accept_recent_transactions_with_stale_timestamps", "\"start_timestamp\":-9,\"timestamp\":-8," + Trace, Id2)]
    [InlineData("test_reject_stale_transactions_after_timestamp_normalization",
        "\"start_timestamp\":-62135811111,\"timestamp\":1790000100," + Trace, Id2)]
    [InlineData("test_normalize_validates_spans", Whole + ",\"spans\":[{\"start_timestamp\":1790000009,\"timestamp\":1790000001}]", Id2)]
    public void IsKept(string relay, string fields, string? trace)
    {
        EventFact fact = ReadEvent($"{{\"event_id\":\"ID1\",\"transaction\":\"/a\",{fields}}}", type: "transaction");
        Assert.Equal(
            (relay, FactKind.Transaction, "/a", trace is null ? default : TraceId.Parse(trace)),
            (relay, fact.Kind, fact.Transaction.ToString(), fact.TraceId));
    }
}
