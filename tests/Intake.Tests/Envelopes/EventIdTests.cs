using ReplayGraph.Facts;
using ReplayGraph.Intake.Envelopes;
using static ReplayGraph.Intake.Tests.Envelopes.SdkEnvelope;

namespace ReplayGraph.Intake.Tests.Envelopes;

/// <summary>Which id an event has. What is answered is what lookups find.</summary>
public sealed class EventIdTests
{
    [Theory]
    [InlineData("event", "{\"message\":\"m\"}")]
    [InlineData("event", "{\"event_id\":null}")]
    [InlineData("event", "{\"event_id\":\"bad\"}")]
    [InlineData("event", "{\"event_id\":\"00000000000000000000000000000000\"}")]
    [InlineData("transaction", "{\"type\":\"transaction\"}")]
    [InlineData("feedback", "{\"contexts\":{\"feedback\":{}}}")]
    public void AnEventWithoutAnIdGetsANewOne(string type, string item)
    {
        string envelope = $"{{}}\n{{\"type\":\"{type}\"}}\n{item}";
        (EnvelopeOutcome outcome, ReadFacts facts) = Read(envelope);
        Assert.False(outcome.EventId.IsNone);
        Assert.Equal(outcome.EventId, facts.One<EventFact>().EventId);
        Assert.NotEqual(outcome.EventId, Read(envelope).Outcome.EventId);
    }

    [Theory]
    [InlineData("event")]
    [InlineData("transaction")]
    [InlineData("feedback")]
    public void TheHeadersIdIsTheEvents(string type)
    {
        (EnvelopeOutcome outcome, ReadFacts facts) = Read($"{{\"event_id\":\"ID1\"}}\n{{\"type\":\"{type}\"}}\n{{\"event_id\":\"ID2\"}}");
        Assert.Equal((Id1, Id1), (outcome.EventId.ToString(), facts.One<EventFact>().EventId.ToString()));
    }

    [Fact]
    public void TheHeadersIdIsThatOfOneEvent()
    {
        (EnvelopeOutcome outcome, ReadFacts facts) = Read("""
            {"event_id":"ID1"}
            {"type":"session"}
            {"event_id":"ID4"}
            {"type":"event"}
            {"event_id":"ID2"}
            {"type":"event"}
            {"event_id":"ID3"}
            """);
        Assert.Equal(Id1, outcome.EventId.ToString());
        Assert.Equal([Id1, Id3], facts.All.Select(fact => Assert.IsType<EventFact>(fact).EventId.ToString()));
    }

    [Fact]
    public void AnEventThatIsRefusedHasNone()
    {
        (EnvelopeOutcome outcome, ReadFacts facts) = Read("""
            {}
            {"type":"event"}
            {"event_id":"ID1","message":"m","exception":[{"\ud800":1,"type":"E"}]}
            {"type":"session"}
            {}
            """);
        Assert.Equal((1, true), (facts.Refusals.Count, outcome.EventId.IsNone));
    }

    [Fact]
    public void BlanksAroundIdsDoNotCount()
    {
        EventFact fact = ReadEvent(
            """{"event_id":" ID1\n","contexts":{"trace":{"trace_id":"ID2 "}},"tags":[["replayId","\u00a0ID3 "]]}""");
        Assert.Equal((Id1, Id2, Id3), (fact.EventId.ToString(), fact.TraceId.ToString(), fact.ReplayId.ToString()));
    }
}
