using ReplayGraph.Intake.Envelopes;
using static ReplayGraph.Intake.Tests.Envelopes.SdkEnvelope;

namespace ReplayGraph.Intake.Tests.Compatibility;

/// <summary>What Relay's tests of items and of their containers say (relay-server/src/envelope/item.rs and container.rs).</summary>
public sealed class RelayItemTests
{
    private const string Event = """{"event_id":"ID1","message":"m"}""";
    private const string Segment = """{"trace_id":"ID2","span_id":"00000000000000fX","is_segment":true,"end_timestamp":1790000001}""";
    private const string ContainerType = "application/vnd.sentry.items.span.v2+json";

    [Theory]
    [InlineData("test_item_empty", """{"type":"attachment"}""", "", 0)]
    [InlineData("test_item_set_payload", """{"type":"event","content_type":"application/json"}""", Event, 1)]
    [InlineData("test_item_set_header", """{"type":"event","mine":{"a":[42]}}""", Event, 1)]
    [InlineData("test_item_set_routing_hint", """{"type":"event","routing_hint":"01234567-89ab-cdef-0123-456789abcdef"}""", Event, 1)]
    [InlineData("test_internal_item_type_does_not_parse", """{"type":"integration"}""", "{}", 0)]
    [InlineData("test_internal_content_type_does_parse",
        """{"type":"attachment","content_type":"application/vnd.sentry.integration.otel.logs+json","length":4}""", "1234", 0)]
    [InlineData("test_item_type_names", """{"type":"test"}""", Event, 0)]
    [InlineData("test_item_type_names", """{"type":"event"}""", Event, 1)]
    public void TheTypeSaysWhatIsRead(string relay, string header, string payload, int kept)
    {
        EnvelopeOutcome outcome = Read($"{{}}\n{header}\n{payload}\n").Outcome;
        Assert.Equal((relay, null, kept, 1 - kept), (relay, outcome.Error, outcome.Kept, outcome.Skipped));
    }

    [Theory]
    [InlineData("test_container_deserialize_successful", "span", ContainerType, "\"items\":[A,B]", 2)]
    [InlineData("test_container_invalid_meta", "span", ContainerType, "\"version\":\"new\",\"items\":[A,B]", 2)]
    [InlineData("test_container_with_headers", "span", ContainerType, "\"items\":[A,H],\"x\":1", 2)]
    [InlineData("test_container_deserialize_invalid_content_type", "span", "application/json", "\"items\":[A]", 1)]
    [InlineData("test_container_deserialize_missing_content_type", "span", null, "\"items\":[A]", 1)]
    [InlineData("test_container_deserialize_invalid_item_type", "log", ContainerType, "\"items\":[A]", 0)]
    public void AContainerIsReadForItsItems(string relay, string type, string? contentType, string payload, int segments)
    {
        string header = contentType is null ? "" : $",\"content_type\":\"{contentType}\"";
        string withHeader = "{\"__header\":{\"x\":[1]}," + Span('b')[1..];
        string items = payload.Replace("A", Span('a')).Replace("B", Span('b')).Replace("H", withHeader);
        (EnvelopeOutcome outcome, ReadFacts facts) = Read($"{{}}\n{{\"type\":\"{type}\"{header}}}\n{{{items}}}");
        Assert.Equal((relay, null, segments, 0), (relay, outcome.Error, facts.All.Count, outcome.Refused));
    }

    [Theory]
    [InlineData("test_container_deserialize_unexpected_type", "{\"items\":[A,]}", 1)]
    [InlineData("test_container_deserialize_invalid_item_count", "{\"items\":[A]}", 2)]
    public void AContainerThatIsBrokenIsRefused(string relay, string payload, int count)
    {
        string header = $"{{\"type\":\"span\",\"item_count\":{count}}}";
        (EnvelopeOutcome outcome, ReadFacts facts) = Read($"{{}}\n{header}\n{payload.Replace("A", Span('a'))}");
        Assert.Equal((relay, 1, 0), (relay, outcome.Refused, facts.All.Count));
    }

    [Theory]
    [InlineData("test_container_deserialize_missing_items", "{\"spans\":[A]}")]
    public void WithoutItemsNothingIsKept(string relay, string payload)
    {
        (EnvelopeOutcome outcome, ReadFacts facts) = Read($"{{}}\n{{\"type\":\"span\"}}\n{payload.Replace("A", Span('a'))}");
        Assert.Equal((relay, null, 0), (relay, outcome.Error, facts.All.Count));
    }

    private static string Span(char id) => Segment.Replace('X', id);
}
