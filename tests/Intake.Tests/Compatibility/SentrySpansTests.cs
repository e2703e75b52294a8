using ReplayGraph.Facts;
using static ReplayGraph.Intake.Tests.Envelopes.SdkEnvelope;

namespace ReplayGraph.Intake.Tests.Compatibility;

/// <summary>Spans that Sentry finds by replay and transaction.</summary>
public sealed class SentrySpansTests
{
    [Theory]
    [InlineData("test_inp_span", "\"sentry_tags\":{\"replay_id\":\"ID3\",\"transaction\":\"/pageloads/\",\"browser.name\":\"Chrome\"}")]
    [InlineData("test_inp_span", "\"data\":{\"replay_id\":\"ID3\",\"transaction\":\"/pageloads/\"}")]
    public void HangsAWebVitalOnItsReplayAndTransaction(string sentry, string fields)
    {
        EventFact fact = ReadEvent(
            $$"""
            {"trace_id":"ID2","span_id":"00000000000000ff","segment_id":"00000000000000ff","is_segment":true,"op":"ui.interaction.click",
              "description":"body > a","start_timestamp":1790000000,"timestamp":1790000000.25,{{fields}}}
            """,
            type: "span");
        Assert.Equal(
            (sentry, ReplayId.Parse(Id3), "/pageloads/"), (sentry, fact.ReplayId, fact.Transaction.ToString()));
    }
}
