using ReplayGraph.Facts;
using ReplayGraph.Intake.Lines;
using ReplayGraph.Intake.Mixed;
using ReplayGraph.Intake.Spans;

namespace ReplayGraph.Intake.Tests.EventStream;

public sealed class SpanMessageTests
{
    private const string Id1 = "0123456789abcdef0123456789abcdef";
    private const string Id2 = "fedcba9876543210fedcba9876543210";
    private const string Id3 = "00000000000000000000000000000003";

    private const string Span = """
        {"organization_id":1,"project_id":7,"key_id":5,"event_id":"ID1","received":1790000002.5,"retention_days":30,
        "downsampled_retention_days":90,"trace_id":"ID2","span_id":"00000000000000ff","parent_span_id":null,"is_segment":true,
        "start_timestamp":1790000000.5,"end_timestamp":1790000001.25,"name":"n","status":"ok","links":null,"outcome_emitted":null,
        "attributes":{"sentry.transaction":{"type":"string","value":"/t"},"sentry.replay_id":{"type":"string","value":"ID3"},
        "sentry.release":{"type":"string","value":"r"},"sentry.environment":{"type":"string","value":"qa"},
        "sentry.platform":{"type":"string","value":"node"},"sentry.sdk.name":{"type":"string","value":"sentry.node"},"foo":null}}
        """;

    private const string Older = """
        {"organization_id":1,"project_id":7,"event_id":null,"retention_days":90,"trace_id":"ID2","span_id":"00000000000000ff",
        "segment_id":"00000000000000ff","is_segment":true,"start_timestamp_ms":1790000000500,"duration_ms":750,"exclusive_time_ms":1.5,
        "description":"d","tags":null,"sentry_tags":{"transaction":"/t","replay_id":"ID3","release":"r","environment":"qa"}}
        """;

    private static ReadFacts Read(string line) => ReadFacts.Of(
        line.Replace("\r", "").Replace("\n", "").Replace("ID1", Id1).Replace("ID2", Id2).Replace("ID3", Id3),
        (body, into, refusals) => MixedIntake.Read(body, ReadFacts.Received, into, refusals));

    [Fact]
    public void ASegment() => Assert.Equal(
        new EventFact
        {
            Kind = FactKind.Transaction,
            EventId = EventId.Parse(Id1),
            ProjectId = new(7),
            Timestamp = new(1_790_000_001_250),
            Received = new(1_790_000_002_500),
            TraceId = TraceId.Parse(Id2),
            SpanId = 255,
            Transaction = "/t",
            ReplayId = ReplayId.Parse(Id3),
            Platform = "node",
            Sdk = "sentry.node",
            Environment = "qa",
            Release = "r",
            DurationMs = 750,
            RetentionDays = 30,
        },
        Read(Span).One<EventFact>());

    [Fact]
    public void ASegmentOfTheOlderTopic()
    {
        EventFact fact = Read(Older).One<EventFact>();
        Assert.Equal(
            (SpanFact.EventIdOf(TraceId.Parse(Id2), 255), new Timestamp(1_790_000_001_250), 750u),
            (fact.EventId, fact.Timestamp, fact.DurationMs));
        Assert.Equal(
            ("/t", ReplayId.Parse(Id3), "r", "qa"),
            (fact.Transaction.ToString(), fact.ReplayId, fact.Release.ToString(), fact.Environment.ToString()));
    }

    [Theory]
    [InlineData("-5", 0u, 1_790_000_000_500)]
    [InlineData("5184000000", 0u, 1_790_000_000_500)]
    [InlineData("750.0", 750u, 1_790_000_001_250)]
    [InlineData("null,\"start_timestamp_precise\":1790000000.5,\"end_timestamp_precise\":1790000001.0", 500u, 1_790_000_001_000)]
    public void ADurationOfTheOlderTopicThatCannotBeRightIsNone(string duration, uint expected, long end)
    {
        EventFact fact = Read(Changed(Older, "\"duration_ms\":750", $"\"duration_ms\":{duration}")).One<EventFact>();
        Assert.Equal((expected, new Timestamp(end)), (fact.DurationMs, fact.Timestamp));
    }

    [Theory]
    [InlineData("\"is_segment\":true", "\"is_segment\":false", 0)]
    [InlineData("\"is_segment\":true", "\"is_segment\":null", 0)]
    [InlineData("\"is_segment\":true", "\"op\":\"ui.webvital.lcp\"", 1)]
    [InlineData("\"parent_span_id\":null,\"is_segment\":true", "\"parent_span_id\":\"00000000000000fe\",\"op\":\"ui.webvital.lcp\"", 0)]
    [InlineData("\"sentry.transaction\"", "\"sentry.segment.id\":{\"value\":\"00000000000000fe\"},\"sentry.transaction\"", 1)]
    [InlineData("\"start_timestamp\":1790000000.5", "\"start_timestamp\":1790000009", 1)]
    public void OnlySegmentsAndWebVitalsHoldAFact(string from, string to, int facts)
    {
        ReadFacts read = Read(Changed(Span, from, to));
        Assert.Equal((new LinesRead(1, 1, 1 - facts), facts), (read.Lines, read.All.Count));
    }

    [Theory]
    [InlineData("\"project_id\":7", "\"project_id\":null", "project_id")]
    [InlineData("\"trace_id\":\"ID2\"", "\"trace_id\":\"\"", "trace_id")]
    [InlineData("\"span_id\":\"00000000000000ff\"", "\"span_id\":\"ff\"", "span_id")]
    [InlineData("\"event_id\":\"ID1\"", "\"event_id\":5", "event_id")]
    [InlineData("\"retention_days\":30", "\"retention_days\":\"x\"", "retention_days")]
    [InlineData("\"received\":1790000002.5", "\"received\":\"x\"", "received")]
    [InlineData("\"start_timestamp\":1790000000.5", "\"start_timestamp\":\"x\"", "start_timestamp")]
    [InlineData("\"end_timestamp\":1790000001.25", "\"end_timestamp\":null", "end_timestamp")]
    [InlineData("\"end_timestamp\":1790000001.25", "\"end_timestamp\":5", "end_timestamp")]
    public void ASpanThatIsWrong(string from, string to, string field) => Assert.Equal(field, Read(Changed(Span, from, to)).Refused().Field);

    [Theory]
    [InlineData("\"start_timestamp_ms\":1790000000500", "\"start_timestamp_ms\":5", "start_timestamp_ms")]
    [InlineData("\"start_timestamp_ms\":1790000000500", "\"start_timestamp_ms\":4102444799999", "duration_ms")]
    [InlineData("\"duration_ms\":750", "\"duration_ms\":null", "end_timestamp")]
    public void ASpanOfTheOlderTopicThatIsWrong(string from, string to, string field) =>
        Assert.Equal(field, Read(Changed(Older, from, to)).Refused().Field);

    private static string Changed(string span, string from, string to)
    {
        Assert.Contains(from, span);
        return span.Replace(from, to);
    }
}
