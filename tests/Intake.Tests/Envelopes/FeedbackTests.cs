using ReplayGraph.Facts;
using ReplayGraph.Intake.Envelopes;
using static ReplayGraph.Intake.Tests.Envelopes.SdkEnvelope;

namespace ReplayGraph.Intake.Tests.Envelopes;

public sealed class FeedbackTests
{
    private const string Feedback = """
        {"type":"feedback","event_id":"ID1","timestamp":1790000000,"level":"info","platform":"javascript",
          "contexts":{"trace":{"trace_id":"ID2","span_id":"00000000000000ff"},
          "feedback":{"message":"the cart is empty","source":"widget","contact_email":"a@b.c","replay_id":"ID3"}},
          "environment":"prod","release":"1.0","fingerprint":["f"]}
        """;

    [Fact]
    public void IsAnEventThatNamesAReplay()
    {
        (EnvelopeOutcome outcome, ReadFacts facts) = Read($"{{\"event_id\":\"ID1\"}}\n{{\"type\":\"feedback\"}}\n{Feedback}");
        Assert.Equal(new EnvelopeOutcome(EventId.Parse(Id1), 1, 0, 0, null), outcome);
        EventFact fact = facts.One<EventFact>();
        Assert.True(fact.IssueId.Value > 0);
        Assert.Equal(
            new EventFact
            {
                Kind = FactKind.Error,
                EventId = EventId.Parse(Id1),
                ProjectId = new(7),
                Timestamp = new(1_790_000_000_000),
                Received = ReadFacts.Received,
                TraceId = TraceId.Parse(Id2),
                SpanId = 255,
                Title = "the cart is empty",
                ReplayId = ReplayId.Parse(Id3),
                Level = Level.Info,
                Platform = "javascript",
                Environment = "prod",
                Release = "1.0",
            },
            fact with { IssueId = default, PrimaryHash = default });
    }

    [Theory]
    [InlineData("{}", """ "replay":{"replay_id":"ID4"},"feedback":{"replay_id":"ID3"} """, Id4)]
    [InlineData("{\"trace\":{\"replay_id\":\"ID1\"}}", """ "feedback":{"replay_id":"ID3"} """, Id1)]
    [InlineData("{}", """ "feedback":{"replay_id":"00000000-0000-0000-0000-000000000003"} """, Id3)]
    [InlineData("{}", """ "feedback":{"replay_id":"***"} """, Id2)]
    [InlineData("{}", """ "feedback":{"message":"no replay"} """, Id2)]
    [InlineData("{}", """ "feedback":5 """, Id2)]
    [InlineData("{\"trace\":{\"replay_id\":\"ID1\"}}", """ "feedback":{"replay_id":"ID3"} """, Id3, "javascript")]
    [InlineData("{\"trace\":{\"replay_id\":\"ID1\"}}", """ "feedback":{"message":"no replay"} """, Id2, "javascript")]
    public void TheReplayIsTheHeadersElseThatOfAContextElseTheTags_OfABrowserTheHeadersLast(
        string header, string contexts, string expected, string platform = "python")
    {
        string item = $$"""{"event_id":"ID1","platform":"{{platform}}","contexts":{ {{contexts}} },"tags":{"replayId":"ID2"} }""";
        Assert.Equal(ReplayId.Parse(expected), ReadEvent(item, header, "feedback").ReplayId);
    }

    [Fact]
    public void IsAnIssueOfItsOwn_TheSameHoweverOftenItIsSent()
    {
        EventFact first = ReadEvent(Feedback, type: "feedback");
        EventFact other = ReadEvent(Feedback.Replace("ID1", Id4), type: "feedback");
        Assert.NotEqual((first.IssueId, first.PrimaryHash), (other.IssueId, other.PrimaryHash));
        Assert.Equal(first, ReadEvent(Feedback, type: "feedback"));
    }

    [Theory]
    [InlineData("feedback")]
    [InlineData("event")]
    public void IsToldByTheItemOrByItself(string type)
    {
        string itself = type == "event" ? "\"type\":\"feedback\"," : "";
        EventFact fact = ReadEvent($"{{{itself}\"event_id\":\"ID1\",\"fingerprint\":[\"f\"]}}", type: type);
        Assert.Equal((Level.Info, ReadEvent(Feedback, type: "feedback").IssueId), (fact.Level, fact.IssueId));
    }

    [Fact]
    public void OfOlderSdks_NamesNoReplay()
    {
        Assert.Equal(
            new EnvelopeOutcome(EventId.Parse(Id1), 0, 1, 0, null),
            Read("""
                {"event_id":"ID1"}
                {"type":"user_report"}
                {"event_id":"ID1","name":"ada","email":"a@b.c","comments":"it broke"}
                """).Outcome);
    }
}
