using ReplayGraph.Facts;
using ReplayGraph.Intake.Envelopes;
using static ReplayGraph.Intake.Tests.Envelopes.SdkEnvelope;

namespace ReplayGraph.Intake.Tests.Compatibility;

/// <summary>What Relay's tests of user feedback say (tests/integration/test_feedback.py).</summary>
public sealed class RelayFeedbackTests
{
    private const string Feedback = """
        {"type":"feedback"}
        {"type":"feedback","event_id":"ID1","timestamp":1790000000,"platform":"javascript","environment":"prod","release":42,
          "tags":{"transaction":"/a"},"contexts":{"feedback":{"message":"m","contact_email":"a@b.c","type":"feedback"},
          "trace":{"trace_id":"FEDCBA9876543210FEDCBA9876543210","span_id":"00000000000000AB"},"replay":{"replay_id":"ID3"}}}

        """;

    [Theory]
    [InlineData("test_feedback_event_with_processing", "", 0)]
    [InlineData("test_feedback_events_without_processing", "", 0)]
    [InlineData("test_feedback_with_attachment_in_same_envelope",
        "{\"type\":\"attachment\",\"length\":5,\"filename\":\"a.png\"}\n12\n34\n", 1)]
    public void IsAnEventThatNamesAReplay(string relay, string attachment, int skipped)
    {
        (EnvelopeOutcome outcome, ReadFacts facts) = Read($"{{\"event_id\":\"ID1\"}}\n{Feedback}{attachment}");
        EventFact fact = facts.One<EventFact>();
        Assert.Equal((relay, 1, skipped, Level.Info), (relay, outcome.Kept, outcome.Skipped, fact.Level));
        Assert.Equal((TraceId.Parse(Id2), 0xabul, ReplayId.Parse(Id3)), (fact.TraceId, fact.SpanId, fact.ReplayId));
        Assert.Equal(("prod", "42", "/a"), (fact.Environment.ToString(), fact.Release.ToString(), fact.Transaction.ToString()));
    }
}
