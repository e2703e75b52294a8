using ReplayGraph.Facts;
using static ReplayGraph.Intake.Tests.Envelopes.SdkEnvelope;

namespace ReplayGraph.Intake.Tests.Envelopes;

public sealed class SegmentSpanTests
{
    private const string Buffering = ",\"sentry._internal.replay_is_buffering\":{\"value\":true,\"type\":\"boolean\"}";
    private const string Page = "\"ingest_settings\":{\"infer_ip\":\"never\",\"infer_user_agent\":\"never\"},";

    private static EventFact ReadSpan(string attributes, string header = "{}", string container = "", string? client = null) =>
        ReadEvent(
            $$"""
            {"version":2,{{container}}"items":[{"trace_id":"ID2","span_id":"00000000000000ff","is_segment":true,"name":"/a",
              "attributes":{ {{attributes}} } }]}
            """,
            header,
            "span",
            client);

    [Theory]
    [InlineData("{}", "", Id3)]
    [InlineData("{}", Buffering, null)]
    [InlineData("{}", ",\"sentry._internal.replay_is_buffering\":{\"value\":false,\"type\":\"boolean\"}", Id3)]
    [InlineData("{\"trace\":{\"replay_id\":\"ID4\"}}", Buffering, Id4)]
    public void ABufferedReplayIsNotNamed(string header, string buffering, string? expected)
    {
        EventFact fact = ReadSpan($$"""  "sentry.replay_id":{"value":"ID3","type":"string"}{{buffering}} """, header);
        Assert.Equal(expected is null ? default : ReplayId.Parse(expected), fact.ReplayId);
        Assert.Equal(TraceId.Parse(Id2), fact.TraceId);
    }

    [Theory]
    [InlineData("sentry.javascript.browser", Id3)]
    [InlineData("sentry.javascript.node", Id4)]
    public void TheHeadersReplayComesLastOfABrowsersAndFirstOfAServers(string sdk, string expected)
    {
        EventFact fact = ReadSpan(
            $$""" "sentry.replay_id":{"value":"ID3","type":"string"},"sentry.sdk.name":{"value":"{{sdk}}","type":"string"} """,
            """{"trace":{"replay_id":"ID4"}}""");
        Assert.Equal(ReplayId.Parse(expected), fact.ReplayId);
    }

    [Fact]
    public void ABufferedReplayIsNotNamedInTheOlderFormEither()
    {
        string span = """
            {"trace_id":"ID2","span_id":"00000000000000ff","is_segment":true,"data":{"sentry.replay_id":"ID3",
              "sentry._internal.replay_is_buffering":true}}
            """;
        Assert.Equal(default, ReadEvent(span, type: "span").ReplayId);
        Assert.Equal(ReplayId.Parse(Id3), ReadEvent(span.Replace("true}}", "null}}"), type: "span").ReplayId);
    }

    // As the browser SDK 10 sends an interaction: the fields of an event under their own names.
    [Fact]
    public void AnInteractionOfAPage()
    {
        EventFact fact = ReadEvent(
            """
            {"trace_id":"ID2","span_id":"00000000000000ff","segment_id":"00000000000000ff","is_segment":true,"op":"ui.interaction.click",
              "description":"body > button#buy","start_timestamp":1790000000,"timestamp":1790000000.25,
              "data":{"transaction":"/users/:id","release":"shop@1","environment":"qa","replay_id":"ID3","sentry.op":"ui.interaction.click"}}
            """,
            type: "span",
            client: "sentry.javascript.nextjs/10.63.0");
        Assert.Equal(
            ("/users/:id", "shop@1", "qa", ReplayId.Parse(Id3)),
            (fact.Transaction.ToString(), fact.Release.ToString(), fact.Environment.ToString(), fact.ReplayId));
        Assert.Equal(("javascript", "sentry.javascript.nextjs"), (fact.Platform.ToString(), fact.Sdk.ToString()));
    }

    [Theory]
    [InlineData("", "", "sentry.javascript.vue", "sentry.javascript.vue")]
    [InlineData("", ",\"sdk\":{\"name\":\"sentry.python\",\"version\":\"2\"}", null, "sentry.python")]
    [InlineData("", ",\"sdk\":{\"name\":\"sentry.python\"}", "sentry.relay/1", "sentry.python")]
    [InlineData("\"sentry.sdk.name\":{\"value\":\"sentry.cocoa\"}", ",\"sdk\":{\"name\":\"x\"}", "y/2", "sentry.cocoa")]
    [InlineData("", "", null, "")]
    [InlineData("", ",\"sdk\":[]", "/", "")]
    public void TheSdkIsThatOfTheSpanElseOfTheEnvelopeElseOfTheRequest(
        string attributes, string header, string? client, string expected)
    {
        Assert.Equal(expected, ReadSpan(attributes, $"{{\"x\":1{header}}}", client: client).Sdk.ToString());
    }

    [Theory]
    [InlineData("sentry.javascript.nextjs", Page, "", "javascript")]
    [InlineData("sentry.javascript.nextjs", "", "", "")]
    [InlineData("sentry.javascript.browser", Page, "", "javascript")]
    [InlineData("sentry.cocoa", Page, "", "")]
    [InlineData("sentry.javascript.nextjs", Page, ",\"sentry.platform\":{\"value\":\"node\"}", "node")]
    public void OnlyAPageAsksForItsAddress(string sdk, string container, string platform, string expected)
    {
        EventFact fact = ReadSpan($$""" "sentry.sdk.name":{"value":"{{sdk}}","type":"string"}{{platform}} """, container: container);
        Assert.Equal(expected, fact.Platform.ToString());
    }

    [Theory]
    [InlineData(",\"sdk\":{\"name\":\"sentry.java.android.react-native\"}", "sentry.java.android.react-native")]
    [InlineData("", "sentry.java.android")]
    public void AnEventHasAnSdkToo(string field, string expected)
    {
        string header = "{\"sdk\":{\"name\":\"sentry.java.android\"}}";
        Assert.Equal(expected, ReadEvent($"{{\"event_id\":\"ID1\"{field}}}", header).Sdk.ToString());
        Assert.Equal(expected, ReadEvent($"{{\"event_id\":\"ID1\"{field}}}", header, "transaction").Sdk.ToString());
    }
}
