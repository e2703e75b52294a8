using ReplayGraph.Intake.Envelopes;
using static ReplayGraph.Intake.Tests.Envelopes.SdkEnvelope;

namespace ReplayGraph.Intake.Tests.Envelopes;

/// <summary>What a sender reads of an envelope that could not be taken: one cause, and where it is.</summary>
public sealed class EnvelopeErrorTests
{
    [Theory]
    [InlineData("", "empty request body: an envelope starts with a header line, at least {}")]
    [InlineData("\n\n", "empty request body: an envelope starts with a header line, at least {}")]
    [InlineData("\n{", "the envelope's header is truncated JSON (line 2, byte 2)")]
    [InlineData("[]\n", "the envelope's header is not a JSON object (line 1, byte 0)")]
    [InlineData("{\"event_id\":5}", "event_id in the envelope's header is invalid: expected 32 hex digits, not all zero")]
    [InlineData("{}\n{\"type\" 5}", "item 1: its header is invalid JSON (line 2, byte 11)")]
    [InlineData("{}\n{\"a\":1}", "item 1: its header has no type, such as {\"type\":\"event\"} (line 2, byte 3)")]
    [InlineData("{}\n{\"type\":\"a\",\"length\":-1}\n",
        "item 1: length in its header: expected an integer between 0 and 2147483647 (line 2, byte 3)")]
    [InlineData("{}\n{\"type\":\"a\",\"length\":9}\n{}",
        "item 1: its header says 9 bytes, but only 2 remain in the envelope (line 3, byte 27)")]
    [InlineData("{}\n{\"type\":\"a\",\"length\":1}\n{}",
        "item 1: its header says 1 bytes, but they do not end at a line break (line 3, byte 27)")]
    public void AnEnvelopeThatIsMalformed(string envelope, string expected)
    {
        Assert.Equal(expected, Read(envelope).Outcome.Error);
    }

    [Theory]
    [InlineData("{\n  \"message\": \"m\"\n}\n")]
    [InlineData("{ \"message\":\n\"m\" }\n")]
    [InlineData("[\n1\n]")]
    [InlineData("{\"message\":\"m\",\r\n \"level\":\"error\"}\r\n")]
    [InlineData("{\"tags\":{\"a\":\"b\"}, \n\"message\":\"m\"}")]
    public void APayloadOfManyLinesIsTheFaultOfItsItem(string payload)
    {
        Assert.Equal(
            "item 2: its payload is JSON that spans several lines; write it on one line, or give its length in bytes in the item's "
                + "header (line 5, byte 36)",
            Read($"{{}}\n{{\"type\":\"a\"}}\n{{}}\n{{\"type\":\"event\"}}\n{payload}").Outcome.Error);
    }

    [Theory]
    [InlineData("event", "{\"a\":tru}", "", "invalid JSON (line 3, byte 28)")]
    [InlineData("event", "{\"a\":", "", "truncated JSON (line 3, byte 25)")]
    [InlineData("event", "", "", "empty: expected a JSON object (line 3, byte 20)")]
    [InlineData("event", "[]", "", "expected a JSON object (line 3, byte 20)")]
    [InlineData("replay_event", "{\"replay_id\":\"ID1\"}", "segment_id", "missing (line 3, byte 27)")]
    public void AnItemThatIsRefused(string type, string payload, string field, string expected)
    {
        (EnvelopeOutcome outcome, ReadFacts facts) = Read($"{{}}\n{{\"type\":\"{type}\"}}\n{payload}\n");
        Assert.Null(outcome.Error);
        Assert.Equal((1, field, expected), (facts.Refused().Line, facts.Refused().Field, facts.Refused().Error));
    }

    // In parts that are not read; Relay takes 128 levels.
    [Theory]
    [InlineData(70)]
    [InlineData(500)]
    [InlineData(99_990)]
    public void DeepJsonCostsNothing(int depth)
    {
        string deep = new string('[', depth) + new string(']', depth);
        Assert.Equal(Id1, ReadEvent($"{{\"extra\":{{\"s\":{deep}}},\"contexts\":{{\"x\":{deep}}},\"event_id\":\"ID1\"}}").EventId.ToString());
    }

    [Fact]
    public void WhatIsTooDeepAndWhatIsBrokenAreTwo()
    {
        Assert.Equal(
            "JSON nested more than 100000 levels deep (line 3, byte 100024)",
            Read($"{{}}\n{{\"type\":\"event\"}}\n{{\"x\":{new string('[', 200_000)}").Facts.Refused().Error);
        Assert.Equal(
            "truncated JSON (line 3, byte 525)",
            Read($"{{}}\n{{\"type\":\"event\"}}\n{{\"x\":{new string('[', 500)}").Facts.Refused().Error);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    [InlineData(null, true)]
    public void AContainerHoldsAsManyAsItsHeaderSays(int? count, bool isKept)
    {
        (EnvelopeOutcome outcome, ReadFacts facts) = Read($$"""
            {}
            {"type":"span"{{(count is null ? "" : $",\"item_count\":{count}")}}}
            {"items":[{"trace_id":"ID2","span_id":"00000000000000fe","is_segment":true},
              {"trace_id":"ID2","span_id":"00000000000000ff","is_segment":true}]}
            """);
        Assert.Equal((isKept ? 2 : 0, isKept ? 0 : 1), (facts.All.Count, outcome.Refused));
        Assert.True(isKept || facts.Refused().Field == "items");
    }
}
