using ReplayGraph.Facts;
using ReplayGraph.Intake.Tests.Envelopes;

namespace ReplayGraph.Intake.Tests.Compatibility;

/// <summary>Inserts of errors, as Snuba reads them.</summary>
public sealed class SnubaErrorsTests
{
    [Fact]
    public void HoldsWhatLookupsNeed()
    {
        EventFact fact = TopicMessages.ReadError(
            """{"platform":"python","retention_days":90,"message":"m"}""",
            """
            {"type":"error","sdk":{"name":"sentry.python"},"user":{"id":"u"},"modules":{"a":"1"},
            "contexts":{"trace":{"span_id":"00000000deadbeef"},"replay":{"replay_id":"ID2"},"runtime":{"name":"CPython"}},
            "tags":[["level","warning"],["environment","prod"],["transaction","/cart"],["sentry:release","1.0"],["sentry:user","u"]]}
            """).One<EventFact>();
        Assert.Equal(
            new EventFact
            {
                Kind = FactKind.Error,
                EventId = EventId.Parse(SdkEnvelope.Id1),
                ProjectId = new(7),
                Timestamp = new(1_790_000_000_250),
                Received = new(1_790_000_001_000),
                TraceId = TraceId.Parse(SdkEnvelope.Id4),
                SpanId = 0xDEADBEEF,
                IssueId = new(124),
                Transaction = "/cart",
                ReplayId = ReplayId.Parse(SdkEnvelope.Id2),
                Level = Level.Warning,
                Platform = "python",
                Sdk = "sentry.python",
                Environment = "prod",
                Release = "1.0",
                PrimaryHash = 4,
                RetentionDays = 90,
            },
            fact);
    }

    [Theory]
    [InlineData("test_errors_replayid_context", """{"contexts":{"replay":{"replay_id":"ID2"}}}""", SdkEnvelope.Id2)]
    [InlineData("test_errors_replayid_tag", """{"tags":[["a","b"],["replayId","ID2"]]}""", SdkEnvelope.Id2)]
    [InlineData("test_errors_replayid_tag_and_context",
        """{"contexts":{"replay":{"replay_id":"ID2"}},"tags":[["replayId","ID3"]]}""", SdkEnvelope.Id2)]
    [InlineData("test_errors_replayid_invalid_tag", """{"tags":[["replayId","not-a-uuid"]]}""", null)]
    public void NamesItsReplay(string snuba, string data, string? replay)
    {
        ReplayId expected = replay is null ? default : ReplayId.Parse(replay);
        Assert.Equal((snuba, expected), (snuba, TopicMessages.ReadError(data: data).One<EventFact>().ReplayId));
    }

    [Theory]
    [InlineData("test_exception_main_thread_true",
        """{"exception":{"values":[{"thread_id":1}]},"threads":{"values":[{"id":1,"main":true}]}}""")]
    [InlineData("test_exception_main_thread_false",
        """{"exception":{"values":[{"thread_id":1}]},"threads":{"values":[{"id":"1","main":false}]}}""")]
    [InlineData("error-with-null-threads.json", """{"threads":null}""")]
    [InlineData("error-with-null-values-threads.json", """{"threads":{"values":null}}""")]
    [InlineData("null-values.json", """{"exception":{"values":null}}""")]
    [InlineData("deserialize_invalid_lineno", """{"exception":{"values":[{"stacktrace":{"frames":[{"lineno":70000000000}]}}]}}""")]
    [InlineData("test_trace_sampled", """{"contexts":{"trace":{"sampled":true}}}""")]
    [InlineData("test_trace_sampled", """{"contexts":{"trace":{"sampled":null}}}""")]
    [InlineData("test_errors_processed", """{"errors":[{"type":"a"},{"type":"b"}]}""")]
    [InlineData("test_errors_processed", """{"errors":null}""")]
    [InlineData("test_errors_with_flags", """{"contexts":{"flags":{"values":[{"flag":"new-cart","result":true}]}}}""")]
    [InlineData("test_errors_with_malformed_flags", """{"contexts":{"flags":{"a":"b"}}}""")]
    [InlineData("test_errors_with_malformed_flags", """{"contexts":{"flags":{"values":null}}}""")]
    [InlineData("test_errors_with_malformed_flags", """{"contexts":{"flags":{"values":[null]}}}""")]
    [InlineData("test_errors_with_malformed_flags", """{"contexts":{"flags":{"values":[{"a":"b"}]}}}""")]
    [InlineData("test_errors_with_malformed_flags", """{"contexts":{"flags":{"values":[{"flag":"new-cart"}]}}}""")]
    [InlineData("test_errors_with_malformed_flags", """{"contexts":{"flags":{"values":[{"result":true}]}}}""")]
    [InlineData("test_symbolicated_in_app_passed_through", """{"symbolicated_in_app":true}""")]
    [InlineData("test_symbolicated_in_app_passed_through", """{"symbolicated_in_app":false}""")]
    [InlineData("test_symbolicated_in_app_passed_through", """{"symbolicated_in_app":null}""")]
    [InlineData("test_errors_sample_weight", """{"sample_rate":0.25}""")]
    [InlineData("test_errors_sample_weight_with_no_sample_rate", """{"sample_rate":null}""")]
    [InlineData("test_errors_sample_weight_with_zero_sample_rate", """{"sample_rate":0.0}""")]
    [InlineData("null-tag-keys.json", """{"tags":[null,[null,"x"],["y",null]]}""")]
    [InlineData("weird-transaction-source.json", """{"transaction":"/cart","transaction_info":{"source":"from a hook"}}""")]
    public void IsTheSameEventWithWhatIsNotHeld(string snuba, string data)
    {
        Assert.Equal((snuba, TopicMessages.ReadError().One<EventFact>()), (snuba, TopicMessages.ReadError(data: data).One<EventFact>()));
    }

    [Theory]
    [InlineData("null-tag-keys.json", """{"tags":[null,[null,"x"],["environment","prod"],["sentry:release","1.0"]]}""", "prod 1.0 ")]
    [InlineData("null-tag-keys.json", """{"tags":[null],"environment":"prod","release":"1.0"}""", "prod 1.0 ")]
    [InlineData("errors1.json", """{"tags":[["environment","qa"]],"environment":"prod"}""", "qa  ")]
    [InlineData("sdk-info-java.json", """{"sdk":{"name":"sentry-java","integrations":null},"modules":{"a":null}}""", "  sentry-java")]
    public void ReadsEnvironmentReleaseAndSdk(string snuba, string data, string expected)
    {
        EventFact fact = TopicMessages.ReadError(data: data).One<EventFact>();
        Assert.Equal((snuba, expected), (snuba, $"{fact.Environment} {fact.Release} {fact.Sdk}"));
    }
}
