using ReplayGraph.Facts;
using ReplayGraph.Intake.Tests.Envelopes;

namespace ReplayGraph.Intake.Tests.Compatibility;

/// <summary>What Sentry's event stream produces, and what its consumers make of messages.</summary>
public sealed class SentryEventStreamTests
{
    [Theory]
    [InlineData("test_get_task_kwargs_for_message_invalid_payload", """{"format":"invalid"}""", "")]
    [InlineData("test_get_task_kwargs_for_message_invalid_version", """[0,"insert",{}]""", "version")]
    [InlineData("test_get_task_kwargs_for_message_version_1",
        """[1,"insert",{"project_id":7,"group_id":124,"event_id":"ID1","data":{"received":1790000001}}]""", "version")]
    [InlineData("test_get_task_kwargs_for_message_version_1_unsupported_operation", """[2,"delete",{"project_id":7}]""", "type")]
    [InlineData("test_get_task_kwargs_for_message_version_1_unexpected_operation", """[2,"invalid",{"project_id":7},{}]""", "type")]
    public void RefusesOtherMessages(string sentry, string line, string field)
    {
        Assert.Equal((sentry, field), (sentry, TopicMessages.Read(line).Refused().Field));
    }

    [Theory]
    [InlineData("test_error", """{"is_new":true,"is_regression":false}""")]
    [InlineData("test_get_task_kwargs_for_message_version_1_skip_consume", """{"skip_consume":true}""")]
    public void KeepsAnErrorWhateverItsState(string sentry, string state)
    {
        EventFact fact = TopicMessages.Read($$$"""
            [2,"insert",{"project_id":7,"group_id":124,"event_id":"ID1","data":{"received":1790000001}},{{{state}}}]
            """).One<EventFact>();
        Assert.Equal((sentry, FactKind.Error, new IssueId(124)), (sentry, fact.Kind, fact.IssueId));
    }

    [Theory]
    [InlineData("test_issueless", "{}")]
    [InlineData("test_multiple_groups", """{"group_ids":[124,125],"primary_hash":"ID4"}""")]
    public void KeepsATransactionWithoutAnIssue(string sentry, string body)
    {
        EventFact fact = TopicMessages.ReadTransaction(body).One<EventFact>();
        Assert.Equal((sentry, FactKind.Transaction, "/cart"), (sentry, fact.Kind, fact.Transaction.ToString()));
        Assert.True(fact.IssueId.IsNone);
    }

    [Fact]
    public void HangsAnOccurrenceOfATransactionOnItsIssue()
    {
        EventFact fact = TopicMessages.ReadOccurrence(
            """{"group_first_seen":"2026-09-20T14:13:20.000000Z","occurrence_id":"ID3"}""",
            """{"type":"transaction","transaction":"/cart"}""").One<EventFact>();
        Assert.Equal((FactKind.Error, new IssueId(124), EventId.Parse(SdkEnvelope.Id1)), (fact.Kind, fact.IssueId, fact.EventId));
    }

    [Fact]
    public void KeepsAnOccurrenceWhoseContextsAreThePlaceAlone()
    {
        EventFact fact = TopicMessages.ReadOccurrence(data: """{"contexts":{"geo":{"city":"Utrecht"}},"user":{"geo":{"city":"Utrecht"}}}""")
            .One<EventFact>();
        Assert.Equal(TopicMessages.ReadOccurrence().One<EventFact>(), fact);
    }

    [Theory]
    [InlineData("test_report_rage_click_issue_with_replay_event", "{}", "{}", true)]
    [InlineData("test_report_rage_click_long_url", """{"occurrence_data":{"culprit":"LONG"}}""", "{}", true)]
    [InlineData("test_report_rage_click_no_environment", "{}", """{"environment":null}""", true)]
    [InlineData("test_report_rage_click_no_trace", "{}", """{"contexts":{"trace":null}}""", false)]
    [InlineData("test_report_rage_click_no_component_name",
        """{"occurrence_data":{"evidence_data":{"component_name":null}}}""", "{}", true)]
    public void HangsTheIssueOfAClickOnItsReplay(string sentry, string body, string data, bool hasTrace)
    {
        const string click = """
            {"contexts":{"replay":{"replay_id":"ID2"}},"tags":{"replayId":"ID2","url":"https://shop.example"},"level":"error"}
            """;
        string more = body.Replace("LONG", "https://shop.example/" + new string('a', 300));
        EventFact fact = TopicMessages.ReadOccurrence(more, TopicMessages.Merge(click, data)).One<EventFact>();
        Assert.Equal(
            (sentry, new IssueId(124), ReplayId.Parse(SdkEnvelope.Id2), hasTrace),
            (sentry, fact.IssueId, fact.ReplayId, !fact.TraceId.IsNone));
    }

    [Theory]
    [InlineData("test_replay_linkage", """{"contexts":{"replay":{"replay_id":"ID2"}}}""", SdkEnvelope.Id2)]
    [InlineData("test_replay_linkage_with_tag", """{"tags":[["replayId","ID2"]]}""", SdkEnvelope.Id2)]
    [InlineData("test_replay_linkage_with_tag_pii_scrubbed", """{"tags":[["replayId","***"]]}""", null)]
    [InlineData("test_no_replay", "{}", null)]
    public void LinksAnErrorWithTheReplayItNames(string sentry, string data, string? replay)
    {
        ReplayId expected = replay is null ? default : ReplayId.Parse(replay);
        Assert.Equal((sentry, expected), (sentry, TopicMessages.ReadError(data: data).One<EventFact>().ReplayId));
    }
}
