using ReplayGraph.Facts;
using static ReplayGraph.Intake.Tests.Envelopes.SdkEnvelope;

namespace ReplayGraph.Intake.Tests.Envelopes;

/// <summary>Attributes of spans, under all of their names and in all forms of a span.</summary>
public sealed class SpanAttributesTests
{
    private const string Ids = "\"trace_id\":\"ID2\",\"span_id\":\"00000000000000ff\",\"is_segment\":true,\"timestamp\":1790000000";

    [Theory]
    [InlineData("sentry.segment.name", "/t", "/t    ")]
    [InlineData("sentry.transaction", "/t", "/t    ")]
    [InlineData("transaction", "/t", "/t    ")]
    [InlineData("segment_name", "/t", "/t    ")]
    [InlineData("sentry.replay_id", Id3, " " + Id3 + "   ")]
    [InlineData("sentry.replay.id", Id3, " " + Id3 + "   ")]
    [InlineData("replay_id", "00000000-0000-0000-0000-000000000003", " " + Id3 + "   ")]
    [InlineData("sentry.release", "shop@1", "  shop@1  ")]
    [InlineData("release", "shop@1", "  shop@1  ")]
    [InlineData("service.version", "1.5", "  1.5  ")]
    [InlineData("sentry.environment", "qa", "   qa ")]
    [InlineData("environment", "qa", "   qa ")]
    [InlineData("resource.deployment.environment.name", "qa", "   qa ")]
    [InlineData("resource.deployment.environment", "qa", "   qa ")]
    [InlineData("sentry.sdk.name", "sentry.php", "    sentry.php")]
    [InlineData("sdk.name", "sentry.php", "    sentry.php")]
    public void EachNameIsReadInEachForm(string name, string value, string expected)
    {
        string member = $"\"{name}\":\"{value}\"";
        string[] spans =
        [
            $"{{{Ids},\"data\":{{{member}}}}}",
            $"{{{Ids},\"sentry_tags\":{{{member}}}}}",
            $"{{{Ids},\"tags\":{{{member}}}}}",
            $"{{{Ids},{member}}}",
            $"{{\"items\":[{{{Ids},\"attributes\":{{\"{name}\":{{\"type\":\"string\",\"value\":\"{value}\"}}}}}}]}}",
            $"{{\"version\":2,\"items\":[{{{Ids},\"attributes\":{{{member}}}}}]}}",
        ];
        Assert.All(spans, span => Assert.Equal(expected, Shown(ReadEvent(span, type: "span"))));
    }

    [Fact]
    public void TheFirstThatCanBeReadCounts()
    {
        EventFact fact = ReadEvent(
            $$"""
            { {{Ids}},"data":{"sentry.replay_id":"***","replay_id":"ID3","sentry.segment.name":null,"transaction":"/t","release":""},
              "sentry_tags":{"replay_id":"ID4","transaction":"/other","release":"shop@1"},"tags":[["environment","qa"]] }
            """,
            type: "span");
        Assert.Equal($"/t {Id3} shop@1 qa ", Shown(fact));
    }

    // What a web vital itself is called is an element of the page: "body > button#buy".
    [Theory]
    [InlineData("ui.interaction.click", "")]
    [InlineData("ui.webvital.cls", "")]
    [InlineData("pageload", "n")]
    public void AWebVitalIsNotNamedAfterItself(string op, string expected)
    {
        string alone = $"{{{Ids},\"op\":\"{op}\",\"description\":\"n\"}}";
        string streamed = $"{{\"items\":[{{{Ids},\"name\":\"n\",\"attributes\":{{\"sentry.op\":{{\"value\":\"{op}\"}}}}}}]}}";
        Assert.Equal(expected, ReadEvent(alone, type: "span").Transaction.ToString());
        Assert.Equal(expected, ReadEvent(streamed, type: "span").Transaction.ToString());
    }

    [Theory]
    [InlineData("\"segment_id\":\"00000000000000ff\"", 1)]
    [InlineData("\"attributes\":{\"sentry.segment.id\":{\"value\":\"00000000000000ff\"}}", 1)]
    [InlineData("\"attributes\":{\"sentry.segment.id\":{\"value\":\"00000000000000fe\"}}", 0)]
    [InlineData("\"is_segment\":false,\"attributes\":{\"sentry.op\":{\"value\":\"ui.webvital.lcp\"}}", 1)]
    [InlineData("\"is_segment\":false,\"attributes\":{\"sentry.op\":{\"value\":\"http\"}}", 0)]
    public void AStreamedSpanIsASegmentByItsId(string mark, int kept)
    {
        string span = $"{{\"trace_id\":\"ID2\",\"span_id\":\"00000000000000ff\",{mark}}}";
        Assert.Equal(kept, Read($"{{}}\n{{\"type\":\"span\"}}\n{{\"items\":[{span}]}}").Outcome.Kept);
    }

    private static string Shown(EventFact fact) =>
        $"{fact.Transaction} {(fact.ReplayId.IsNone ? "" : fact.ReplayId.ToString())} {fact.Release} {fact.Environment} {fact.Sdk}";
}
