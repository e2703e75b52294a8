using ReplayGraph.Facts;
using ReplayGraph.Intake.Lines;
using ReplayGraph.Intake.Tests.Envelopes;

namespace ReplayGraph.Intake.Tests.Compatibility;

/// <summary>Occurrences of issues that are not errors, as Snuba's search_issues reads them.</summary>
public sealed class SnubaOccurrencesTests
{
    [Fact]
    public void IsAnEventOfItsIssue()
    {
        EventFact fact = TopicMessages.ReadOccurrence().One<EventFact>();
        Assert.Equal(
            (FactKind.Error, new IssueId(124), new Timestamp(1_790_000_000_250), (UInt128)4),
            (fact.Kind, fact.IssueId, fact.Timestamp, fact.PrimaryHash));
    }

    [Theory]
    [InlineData("test_fails_unsupported_version", """[1,"insert",{}]""", "version")]
    [InlineData("test_fails_invalid_message_type", """[2,"unsupported_operation",{"project_id":7}]""", "type")]
    [InlineData("test_fails_invalid_occurrence_data", """[2,"insert",{"data":{"hi":"there"}}]""", "project_id")]
    public void RefusesOtherMessages(string snuba, string line, string field)
    {
        Refusal refusal = TopicMessages.Read(line).Refused();
        Assert.Equal((snuba, field), (snuba, refusal.Field));
    }

    [Theory]
    [InlineData("test_extract_timestamp_ms", """{"datetime":"2026-09-21T14:13:25.125Z"}""", "{}", 1_790_000_005_125)]
    [InlineData("test_fails_unparselable_datetime", """{"datetime":"2026-09-21T14:13:25.125"}""", "{}", 1_790_000_005_125)]
    [InlineData("test_extract_client_timestamp", """{"datetime":null}""", """{"client_timestamp":1790000006.5}""", 1_790_000_006_500)]
    [InlineData("test_extract_client_timestamp",
        """{"datetime":"2026-09-21T14:13:25Z"}""", """{"client_timestamp":1790000006.5}""", 1_790_000_006_500)]
    [InlineData("test_extract_client_timestamp", """{"datetime":null}""", "{}", 1_790_000_001_000)]
    public void HappenedWhenTheClientSays(string snuba, string body, string data, long milliseconds)
    {
        Assert.Equal((snuba, milliseconds), (snuba, TopicMessages.ReadOccurrence(body, data).One<EventFact>().Timestamp.Milliseconds));
    }

    [Theory]
    [InlineData("test_extract_environment", """{"environment":"prod"}""", "prod  ")]
    [InlineData("test_extract_environment_from_tag", """{"environment":"prod","tags":{"environment":"dev"}}""", "dev  ")]
    [InlineData("test_extract_release", """{"release":"1.0"}""", " 1.0 ")]
    [InlineData("test_extract_release_from_tag", """{"release":"1.0","tags":{"sentry:release":"2.0"}}""", " 2.0 ")]
    [InlineData("test_extract_sdk", """{"sdk":{"name":"python","version":"1","packages":[{"name":"a"}]}}""", "  python")]
    [InlineData("test_extract_environment_from_tag", """{"tags":[["environment","dev"],["sentry:release","2.0"]]}""", "dev 2.0 ")]
    public void ReadsEnvironmentReleaseAndSdk(string snuba, string data, string expected)
    {
        EventFact fact = TopicMessages.ReadOccurrence(data: data).One<EventFact>();
        Assert.Equal((snuba, expected), (snuba, $"{fact.Environment} {fact.Release} {fact.Sdk}"));
    }

    [Fact]
    public void HasTheLevelOfTheOccurrence()
    {
        EventFact fact = TopicMessages.ReadOccurrence(
            """{"occurrence_data":{"level":"info"}}""", """{"tags":{"level":"error"}}""").One<EventFact>();
        Assert.Equal(Level.Info, fact.Level);
    }

    [Fact]
    public void NamesItsTraceAndReplay()
    {
        EventFact fact = TopicMessages.ReadOccurrence(
            data: """{"contexts":{"trace":{"trace_id":"ID3"},"replay":{"replay_id":"ID2"}}}""").One<EventFact>();
        Assert.Equal((TraceId.Parse(SdkEnvelope.Id3), ReplayId.Parse(SdkEnvelope.Id2)), (fact.TraceId, fact.ReplayId));
    }

    [Theory]
    [InlineData("test_extract_trace_id_from_contexts",
        """{"contexts":{"trace":{"trace_id":"not a trace"}}}""", "data.contexts.trace.trace_id")]
    [InlineData("test_extract_trace_id_from_contexts", """{"contexts":{"trace":{"trace_id":1}}}""", "data.contexts.trace.trace_id")]
    [InlineData("test_extract_trace_id_from_contexts", """{"contexts":{"trace":{"trace_id":1.1}}}""", "data.contexts.trace.trace_id")]
    [InlineData("test_extract_replay_id", """{"contexts":{"replay":{"replay_id":"not a replay"}}}""", "data.contexts.replay.replay_id")]
    [InlineData("test_extract_replay_id", """{"contexts":{"replay":{"replay_id":1}}}""", "data.contexts.replay.replay_id")]
    [InlineData("test_extract_replay_id", """{"contexts":{"replay":{"replay_id":1.1}}}""", "data.contexts.replay.replay_id")]
    public void RefusesBadIds(string snuba, string data, string field)
    {
        Assert.Equal((snuba, field), (snuba, TopicMessages.ReadOccurrence(data: data).Refused().Field));
    }

    [Fact]
    public void RefusesABadEventId()
    {
        Assert.Equal("event_id", TopicMessages.ReadOccurrence("""{"event_id":"not-a-uuid"}""").Refused().Field);
    }

    [Theory]
    [InlineData("test_extract_trace_id_from_contexts", """{"contexts":{"trace":{"trace_id":""}}}""", false)]
    [InlineData("test_extract_replay_id", """{"contexts":{"replay":{"replay_id":""}}}""", true)]
    [InlineData("test_extract_context_null_dicts", """{"contexts":{"trace":null,"profile":null,"replay":null,"a":{"b":"c"}}}""", false)]
    public void TakesEmptyForAbsent(string snuba, string data, bool hasTrace)
    {
        EventFact fact = TopicMessages.ReadOccurrence(data: data).One<EventFact>();
        Assert.Equal((snuba, default, hasTrace), (snuba, fact.ReplayId, !fact.TraceId.IsNone));
    }

    [Theory]
    [InlineData("test_extract_user", "{}", """{"user":{"id":1,"username":"n","email":"e","ip_address":"127.0.0.1"}}""")]
    [InlineData("test_extract_user_empty", "{}", """{"user":{}}""")]
    [InlineData("test_extract_promoted_user_from_tag", "{}", """{"tags":{"sentry:user":"u"}}""")]
    [InlineData("test_extract_dist", "{}", """{"dist":"d"}""")]
    [InlineData("test_extract_dist_from_tag", "{}", """{"dist":"d","tags":{"sentry:dist":"e"}}""")]
    [InlineData("test_extract_tags", "{}", """{"tags":{"k":"v","k2":"v2"}}""")]
    [InlineData("test_extract_http", "{}", """{"request":{"method":"GET","headers":[["Referer","http://a"]]}}""")]
    [InlineData("test_extract_http_null_request", "{}", """{"request":null}""")]
    [InlineData("test_extract_context_filters_non_dict", "{}", """{"contexts":{"a":"b","c":1,"d":[1],"e":{"f":{"g":1}}}}""")]
    [InlineData("test_extract_context_non_string_dict_keys", "{}", """{"contexts":{"scalar":{"1":"a","1.1":2}}}""")]
    [InlineData("test_extract_profile_id", "{}", """{"contexts":{"profile":{"profile_id":"ID3"}}}""")]
    [InlineData("test_extract_profile_id", "{}", """{"contexts":{"profile":{"profile_id":1.1}}}""")]
    [InlineData("test_extract_transaction_duration", "{}", """{"start_timestamp":1790000000,"timestamp":1790000010}""")]
    [InlineData("test_extract_transaction_duration", "{}", """{"start_timestamp":"soon","timestamp":{"a":"b"}}""")]
    [InlineData("test_extract_resource_id", """{"occurrence_data":{"resource_id":"ID3"}}""", "{}")]
    [InlineData("test_extract_subtitle", """{"occurrence_data":{"subtitle":"s – t"}}""", "{}")]
    [InlineData("test_extract_culprit", """{"occurrence_data":{"culprit":"/cart"}}""", "{}")]
    [InlineData("test_extract_message", """{"message":"m"}""", "{}")]
    public void IsTheSameEventWithWhatIsNotHeld(string snuba, string body, string data)
    {
        Assert.Equal(
            (snuba, TopicMessages.ReadOccurrence().One<EventFact>()),
            (snuba, TopicMessages.ReadOccurrence(body, data).One<EventFact>()));
    }
}
