using ReplayGraph.Facts;
using ReplayGraph.Intake.Lines;
using ReplayGraph.Intake.Tests.Envelopes;

namespace ReplayGraph.Intake.Tests.Compatibility;

/// <summary>Inserts of transactions, as Snuba reads them.</summary>
public sealed class SnubaTransactionsTests
{
    [Fact]
    public void HoldsWhatLookupsNeed()
    {
        EventFact fact = TopicMessages.ReadTransaction(
            """{"platform":"python","retention_days":23}""",
            """
            {"sdk":{"name":"sentry.python"},"contexts":{"trace":{"span_id":"8841662216cc598b"},"replay":{"replay_id":"ID2"}},
            "tags":[["environment","prod"],["sentry:release","1.0"],["we|r=d","tag"]],"measurements":{"lcp":{"value":32.1},"x":null}}
            """).One<EventFact>();
        Assert.Equal(
            new EventFact
            {
                Kind = FactKind.Transaction,
                EventId = EventId.Parse(SdkEnvelope.Id1),
                ProjectId = new(7),
                Timestamp = new(1_790_000_002_500),
                TraceId = TraceId.Parse(SdkEnvelope.Id4),
                SpanId = 0x8841662216CC598B,
                Transaction = "/cart",
                ReplayId = ReplayId.Parse(SdkEnvelope.Id2),
                Platform = "python",
                Sdk = "sentry.python",
                Environment = "prod",
                Release = "1.0",
                DurationMs = 2_250,
                RetentionDays = 30,
            },
            fact);
    }

    [Fact]
    public void IsAnErrorIfItsTypeSaysSo()
    {
        EventFact fact = TopicMessages.ReadTransaction(
            """{"group_id":124}""", """{"type":"error","received":1790000001}""").One<EventFact>();
        Assert.Equal((FactKind.Error, new IssueId(124)), (fact.Kind, fact.IssueId));
    }

    [Fact]
    public void IsSkippedWithoutATraceContext()
    {
        ReadFacts read = TopicMessages.ReadTransaction(data: """{"contexts":null}""");
        Assert.Equal(new LinesRead(1, 1, 1), read.Lines);
        Assert.Empty(read.All);
    }

    [Theory]
    [InlineData("test_replay_id_as_tag", """{"tags":[["replayId","ID2"]]}""", SdkEnvelope.Id2)]
    [InlineData("test_replay_id_as_tag_and_context",
        """{"contexts":{"replay":{"replay_id":"ID2"}},"tags":[["replayId","ID3"]]}""", SdkEnvelope.Id2)]
    [InlineData("test_replay_id_as_invalid_tag", """{"tags":[["replayId","not-a-uuid"]]}""", null)]
    public void NamesItsReplay(string snuba, string data, string? replay)
    {
        ReplayId expected = replay is null ? default : ReplayId.Parse(replay);
        Assert.Equal((snuba, expected), (snuba, TopicMessages.ReadTransaction(data: data).One<EventFact>().ReplayId));
    }

    [Theory]
    [InlineData("test_too_many_spans", """{"spans":[{"op":"db","span_id":"b70840cd33074881"},{"op":"http","tags":null}]}""")]
    [InlineData("test_missing_transaction_source", "{}")]
    [InlineData("test_missing_transaction_source", """{"transaction_info":{}}""")]
    [InlineData("test_base_process", """{"contexts":{"app":{"start_type":"warm"}}}""")]
    [InlineData("test_app_ctx_none", """{"contexts":{"app":null}}""")]
    [InlineData("test_trace_data_is_none", """{"contexts":{"trace":{"data":null}}}""")]
    public void IsTheSameEventWithWhatIsNotHeld(string snuba, string data)
    {
        Assert.Equal(
            (snuba, TopicMessages.ReadTransaction(data: """{"transaction_info":{"source":"url"}}""").One<EventFact>()),
            (snuba, TopicMessages.ReadTransaction(data: data).One<EventFact>()));
    }
}
