using ReplayGraph.Facts;
using ReplayGraph.Intake.EventStream;
using ReplayGraph.Intake.Lines;

namespace ReplayGraph.Intake.Tests.EventStream;

public sealed class EventStreamIntakeTests
{
    private const string Id1 = "0123456789abcdef0123456789abcdef";
    private const string Id2 = "fedcba9876543210fedcba9876543210";
    private const string Id3 = "00000000000000000000000000000003";

    private const string Error = """
        [2,"insert",{"organization_id":1,"project_id":7,"group_id":124,"group_ids":[124],"event_id":"ID1","primary_hash":"ID3",
        "platform":"python",
        "datetime":"2026-09-21T14:13:20.123456Z","retention_days":90,"message":"m","data":{"received":1790000001.5,"timestamp":1.0,
        "type":"error",
        "transaction":"not this","contexts":{"trace":{"trace_id":"ID2","span_id":"00000000000000ff"},"replay":{"replay_id":"ID3"},
        "os":null},
        "tags":[["transaction","/a"],["environment","prod"],["sentry:release","1.0"],["level","warning"],["replayId","ID1"],null,
        [null,"x"],["y",null]]}},
        {"is_new":true,"skip_consume":false}]
        """;

    private const string Transaction = """
        [2,"insert",{"project_id":7,"group_id":null,"event_id":"ID1","datetime":"2026-09-21T14:13:20Z","retention_days":30,
        "platform":"javascript",
        "data":{"type":"transaction","transaction":"/t","start_timestamp":1790000000.5,"timestamp":1790000001.25,
        "contexts":{"trace":{"trace_id":"ID2","span_id":"00000000000000ff"}},"tags":[["replayId","ID3"],["environment","prod"]]}},{}]
        """;

    private static string Fill(string line) =>
        line.Replace("\r", "").Replace("\n", "").Replace("ID1", Id1).Replace("ID2", Id2).Replace("ID3", Id3);

    private static ReadFacts Read(string line) =>
        ReadFacts.Of(Fill(line), (b, into, refusals) => EventStreamIntake.Read(b, ReadFacts.Received, into, refusals));

    private static EventFact ReadEvent(string line, string from, string to)
    {
        Assert.Contains(Fill(from), Fill(line));
        return Read(Fill(line).Replace(Fill(from), Fill(to))).One<EventFact>();
    }

    private static Refusal Refuse(string line, string from, string to)
    {
        Assert.Contains(Fill(from), Fill(line));
        return Read(Fill(line).Replace(Fill(from), Fill(to))).Refused();
    }

    [Fact]
    public void AnError()
    {
        Assert.Equal(
            new EventFact
            {
                Kind = FactKind.Error,
                EventId = EventId.Parse(Id1),
                ProjectId = new(7),
                Timestamp = new(1_790_000_000_123),
                Received = new(1_790_000_001_500),
                TraceId = TraceId.Parse(Id2),
                SpanId = 255,
                IssueId = new(124),
                Transaction = "/a",
                ReplayId = ReplayId.Parse(Id3),
                Level = Level.Warning,
                Platform = "python",
                Environment = "prod",
                Release = "1.0",
                PrimaryHash = 3,
                RetentionDays = 90,
            },
            Read(Error).One<EventFact>());
    }

    [Fact]
    public void ATransaction()
    {
        Assert.Equal(
            new EventFact
            {
                Kind = FactKind.Transaction,
                EventId = EventId.Parse(Id1),
                ProjectId = new(7),
                Timestamp = new(1_790_000_001_250),
                TraceId = TraceId.Parse(Id2),
                SpanId = 255,
                Transaction = "/t",
                ReplayId = ReplayId.Parse(Id3),
                Platform = "javascript",
                Environment = "prod",
                DurationMs = 750,
                RetentionDays = 30,
            },
            Read(Transaction).One<EventFact>());
    }

    [Theory]
    [InlineData("\"replay\":{\"replay_id\":\"ID3\"}", "\"replay\":null", Id1)]
    [InlineData("\"replay\":{\"replay_id\":\"ID3\"}", "\"replay\":{\"replay_id\":null}", Id1)]
    [InlineData("\"replay\":{\"replay_id\":\"ID3\"}", "\"replay\":{\"replay_id\":\"FEDCBA98-7654-3210-FEDC-BA9876543210\"}", Id2)]
    public void TheContextsReplayGoesBeforeTheTags(string from, string to, string expected)
    {
        Assert.Equal(ReplayId.Parse(expected), ReadEvent(Error, from, to).ReplayId);
    }

    [Theory]
    [InlineData("1790000001.5")]
    [InlineData("1420070400")]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("1e300")]
    public void ADurationThatCannotBeRightIsNotSaid(string start)
    {
        Assert.Equal(0u, ReadEvent(Transaction, "\"start_timestamp\":1790000000.5", $"\"start_timestamp\":{start}").DurationMs);
    }

    [Fact]
    public void AScrubbedTagIsNoReplay()
    {
        Assert.Equal(default, ReadEvent(Transaction, "[\"replayId\",\"ID3\"]", "[\"replayId\",\"***\"]").ReplayId);
    }

    [Fact]
    public void AnOccurrenceHasItsReplayInTheContextsAlone()
    {
        string occurrence = Fill(Error)
            .Replace("\"message\":\"m\"", "\"occurrence_data\":{\"id\":\"x\"}")
            .Replace("\"type\":\"error\"", "\"type\":\"transaction\"");
        EventFact fact = Read(occurrence).One<EventFact>();
        Assert.Equal((FactKind.Error, new IssueId(124), ReplayId.Parse(Id3)), (fact.Kind, fact.IssueId, fact.ReplayId));
        Assert.Equal(default, ReadEvent(occurrence, "\"replay\":{\"replay_id\":\"ID3\"}", "\"replay\":null").ReplayId);
    }

    // Sentry writes it into every insert.
    [Fact]
    public void AnEmptyOccurrenceIsNone()
    {
        const string empty = "\"occurrence_id\":null,\"occurrence_data\":{},";
        string error = Fill(Error).Replace("\"replay\":{\"replay_id\":\"" + Id3 + "\"}", "\"replay\":null");
        Assert.Equal(ReplayId.Parse(Id1), ReadEvent(error, "\"message\":\"m\",", empty).ReplayId);
        Assert.Equal(Read(Transaction).One<EventFact>(), ReadEvent(Transaction, "\"retention_days\":30,", "\"retention_days\":30," + empty));
    }

    [Theory]
    [InlineData("\"replay\":{\"replay_id\":\"ID3\"}", "\"feedback\":{\"replay_id\":\"ID2\",\"message\":\"m\"}", Id2)]
    [InlineData("\"replay\":{\"replay_id\":\"ID3\"}", "\"feedback\":{\"replay_id\":\"***\"}", Id1)]
    [InlineData("\"replay\":{\"replay_id\":\"ID3\"}", "\"replay\":{\"replay_id\":\"ID3\"},\"feedback\":{\"replay_id\":\"ID2\"}", Id3)]
    public void FeedbackHasItsReplayInAContextOfItsOwn(string from, string to, string expected)
    {
        Assert.Equal(ReplayId.Parse(expected), ReadEvent(Error, from, to).ReplayId);
    }

    [Fact]
    public void AnOccurrence()
    {
        // After the example in sentry-kafka-schemas: without tags, with what Snuba reads of such a message.
        const string occurrence = """
            [2,"insert",{"group_id":124,"group_ids":[124],"event_id":"ID1","organization_id":1,"project_id":7,"message":"the cart is empty",
            "platform":"javascript","datetime":"2026-09-21T14:13:20.000000Z","primary_hash":"ID3","occurrence_id":"ID2",
            "data":{"event_id":"ID1","type":"generic","environment":"production","release":"123abc","received":1790000001.5,
            "timestamp":1790000000.25,"client_timestamp":1790000000.25,"sdk":{"name":"sentry.javascript.vue","version":"11"},
            "contexts":{"trace":{"trace_id":"ID2","span_id":"00000000000000ff"},"replay":{"replay_id":"ID3"},
            "feedback":{"message":"the cart is empty","replay_id":"ID3"}},"tags":[["user.email","a@b.c"]]},
            "occurrence_data":{"id":"ID2","project_id":7,"event_id":"ID1","fingerprint":["ID1"],"issue_title":"User Feedback: cart",
            "subtitle":"the cart is empty","resource_id":null,"type":6001,"detection_time":1790000000.25,"level":"info","culprit":"user"}},{}]
            """;
        Assert.Equal(
            new EventFact
            {
                Kind = FactKind.Error,
                EventId = EventId.Parse(Id1),
                ProjectId = new(7),
                Timestamp = new(1_790_000_000_250),
                Received = new(1_790_000_001_500),
                TraceId = TraceId.Parse(Id2),
                SpanId = 255,
                IssueId = new(124),
                Title = "User Feedback: cart",
                ReplayId = ReplayId.Parse(Id3),
                Level = Level.Info,
                Platform = "javascript",
                Sdk = "sentry.javascript.vue",
                Environment = "production",
                Release = "123abc",
                PrimaryHash = 3,
                RetentionDays = 90,
            },
            Read(occurrence).One<EventFact>());
        Assert.Equal("data.client_timestamp", Refuse(occurrence, "\"client_timestamp\":1790000000.25", "\"client_timestamp\":\"x\"").Field);
    }

    [Theory]
    [InlineData("\"title\":\"ZeroDivisionError: division by zero\"", "ZeroDivisionError: division by zero")]
    [InlineData("\"title\":\" first\\nsecond \"", "first")]
    [InlineData("\"title\":\"<unlabeled event>\"", "")]
    [InlineData("\"title\":null", "")]
    [InlineData("\"title\":7", "")]
    [InlineData("\"title\":{\"a\":1}", "")]
    public void TheTitleIsThatOfTheData(string field, string title) =>
        Assert.Equal(title, ReadEvent(Error, "\"type\":\"error\"", $"\"type\":\"error\",{field}").Title.ToString());

    [Fact]
    public void TheSdkIsThatOfTheData()
    {
        Assert.Equal("sentry.go", ReadEvent(Error, "\"type\":\"error\"", "\"type\":\"error\",\"sdk\":{\"name\":\"sentry.go\"}").Sdk.ToString());
        Assert.Equal(
            "sentry.go",
            ReadEvent(Transaction, "\"type\":\"transaction\"", "\"type\":\"transaction\",\"sdk\":{\"name\":\"sentry.go\"}").Sdk.ToString());
    }

    [Theory]
    [InlineData("[[\"transaction\",\"/a\"]", "[[1,2,3],5,\"x\",[],[\"transaction\"],[\"transaction\",\"/a\"]")]
    [InlineData(",\"span_id\":\"00000000000000ff\"", ",\"span_id\":\"00000000000000FF\",\"data\":{\"a\":[1]}")]
    public void OddShapesThatChangeNothing(string from, string to)
    {
        Assert.Equal(Read(Error).One<EventFact>(), ReadEvent(Error, from, to));
    }

    [Fact]
    public void NullsAreAbsent()
    {
        EventFact fact = Read("""
            [2,"insert",{"project_id":7,"group_id":0,"event_id":"ID1","primary_hash":null,"datetime":null,"retention_days":null,
            "data":{"received":1790000001,"contexts":null,"tags":null}}]
            """).One<EventFact>();
        Assert.Equal(
            new EventFact
            {
                Kind = FactKind.Error,
                EventId = EventId.Parse(Id1),
                ProjectId = new(7),
                Timestamp = new(1_790_000_001_000),
                RetentionDays = 90,
            },
            fact);
    }

    // Sentry's schemas allow null for most; whoever writes for PHP writes [] for an object, and Sentry {} for what has no content.
    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[]")]
    public void WhatIsAbsentHasManyForms(string absent)
    {
        string error = Fill("""
            [2,"insert",{"project_id":7,"group_id":124,"event_id":"ID1","primary_hash":-,"datetime":-,"retention_days":-,"platform":-,
            "occurrence_data":-,"data":{"received":-,"contexts":{"trace":-,"replay":-,"feedback":{"replay_id":-},"os":-},"sdk":-,
            "tags":[-,[-,"x"],["replayId",-],["replayId","ID3"]],"release":-,"client_timestamp":-}}]
            """).Replace("-", absent);
        EventFact fact = Read(error).One<EventFact>();
        Assert.Equal(
            new EventFact
            {
                Kind = FactKind.Error,
                EventId = EventId.Parse(Id1),
                ProjectId = new(7),
                Timestamp = ReadFacts.Received,
                IssueId = new(124),
                ReplayId = ReplayId.Parse(Id3),
                RetentionDays = 90,
            },
            fact);
        Assert.Equal(fact, Read(error.Replace("\"contexts\":{", $"\"contexts\":{absent},\"x\":{{")).One<EventFact>());
        Assert.Equal(
            fact with { ReplayId = default }, Read(error.Replace("\"tags\":[", $"\"tags\":{absent},\"x\":[")).One<EventFact>());
    }

    // Snuba reads any base-16 number, and passes over what is none.
    [Theory]
    [InlineData("")]
    [InlineData("q")]
    [InlineData("ff")]
    [InlineData("0000000000000000")]
    public void AnUnreadableSpanIdIsNone(string id)
    {
        Assert.Equal(0UL, ReadEvent(Error, "\"span_id\":\"00000000000000ff\"", $"\"span_id\":\"{id}\"").SpanId);
    }

    [Theory]
    [InlineData("90", 90)]
    [InlineData("30", 30)]
    [InlineData("7", 30)]
    [InlineData("31", 90)]
    [InlineData("365", 90)]
    public void RetentionIsThatOfSnuba(string days, int expected)
    {
        Assert.Equal(expected, ReadEvent(Error, "\"retention_days\":90", $"\"retention_days\":{days}").RetentionDays);
    }

    [Fact]
    public void AHashThatIsNoUuidIsHashed()
    {
        // md5("x")
        UInt128 expected = EventId.Parse("9dd4e461268c8034f5c8564e155c67a6").Value;
        Assert.Equal(expected, ReadEvent(Error, "\"primary_hash\":\"ID3\"", "\"primary_hash\":\"x\"").PrimaryHash);
    }

    [Fact]
    public void AnUnreadableDatetimeGivesWayToReceived()
    {
        Assert.Equal(1_790_000_001_500, ReadEvent(Error, "2026-09-21T14:13:20.123456Z", "yesterday").Timestamp.Milliseconds);
    }

    [Fact]
    public void LongTextsAreCutAtACharacter()
    {
        EventFact fact = ReadEvent(Error, "[\"environment\",\"prod\"]", $"[\"environment\",\"{new string('x', 199)}ä\"]");
        Assert.Equal(new string('x', 199), fact.Environment.ToString());
    }

    [Fact]
    public void ATransactionWithoutATraceHasNothingToStore()
    {
        ReadFacts read = Read(Fill(Transaction).Replace("\"trace\"", "\"other\""));
        Assert.Equal(new LinesRead(1, 1, 1), read.Lines);
        Assert.Empty(read.All);
    }

    [Theory]
    [InlineData("[2,\"insert\"", "[1,\"insert\"", "version")]
    [InlineData("[2,\"insert\"", "[\"2\",\"insert\"", "version")]
    [InlineData("[2,\"insert\"", "[2,5", "type")]
    [InlineData("[2,\"insert\"", "[2,\"upsert\"", "type")]
    [InlineData("[2,\"insert\",", "[2,\"insert\",[],", "body")]
    [InlineData("\"project_id\":7,", "", "project_id")]
    [InlineData("\"project_id\":7", "\"project_id\":\"7\"", "project_id")]
    [InlineData("\"group_id\":124", "\"group_id\":-1", "group_id")]
    [InlineData("\"group_id\":124", "\"group_id\":null", "group_id")]
    [InlineData("\"event_id\":\"ID1\"", "\"event_id\":\"zzzz\"", "event_id")]
    [InlineData("\"event_id\":\"ID1\"", "\"event_id\":5", "event_id")]
    [InlineData("\"event_id\":\"ID1\"", "\"event_id\":null", "event_id")]
    [InlineData("\"primary_hash\":\"ID3\"", "\"primary_hash\":3", "primary_hash")]
    [InlineData("\"platform\":\"python\"", "\"platform\":true", "platform")]
    [InlineData("\"datetime\":\"2026-09-21T14:13:20.123456Z\"", "\"datetime\":5", "datetime")]
    [InlineData("\"retention_days\":90", "\"retention_days\":1.5", "retention_days")]
    [InlineData("\"received\":1790000001.5", "\"received\":\"x\"", "data.received")]
    [InlineData("\"received\":1790000001.5", "\"received\":1", "data.received")]
    [InlineData("\"tags\":", "\"tags\":5,\"x\":", "data.tags")]
    [InlineData("\"contexts\":", "\"contexts\":5,\"x\":", "data.contexts")]
    [InlineData("\"trace_id\":\"ID2\"", "\"trace_id\":\"q\"", "data.contexts.trace.trace_id")]
    [InlineData("\"span_id\":\"00000000000000ff\"", "\"span_id\":1", "data.contexts.trace.span_id")]
    [InlineData("\"replay_id\":\"ID3\"", "\"replay_id\":\"none\"", "data.contexts.replay.replay_id")]
    [InlineData("\"replay\":{\"replay_id\":\"ID3\"}", "\"replay\":7", "data.contexts.replay")]
    [InlineData("\"message\":\"m\"", "\"message\":NaN", "")]
    public void AnErrorThatIsWrong(string from, string to, string field)
    {
        Refusal refusal = Refuse(Error, from, to);
        Assert.Equal((1, field), (refusal.Line, refusal.Field));
        Assert.NotEmpty(refusal.Error);
    }

    [Theory]
    [InlineData("[2,\"insert\"", "[3,\"insert\"", "version")]
    [InlineData("\"trace_id\":\"ID2\"", "\"trace_id\":null", "data.contexts.trace.trace_id")]
    [InlineData("\"transaction\":\"/t\"", "\"transaction\":true", "data.transaction")]
    [InlineData("\"start_timestamp\":1790000000.5", "\"start_timestamp\":\"x\"", "data.start_timestamp")]
    [InlineData("\"timestamp\":1790000001.25", "\"timestamp\":null", "data.timestamp")]
    [InlineData("\"timestamp\":1790000001.25", "\"timestamp\":1e300", "data.timestamp")]
    public void ATransactionThatIsWrong(string from, string to, string field)
    {
        Assert.Equal(field, Refuse(Transaction, from, to).Field);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void OldVersionsOfTransactions(int version)
    {
        ReadEvent(Transaction, "[2,\"insert\"", $"[{version},\"insert\"");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("[2,\"insert\"]")]
    [InlineData("[2,\"insert\",{}")]
    [InlineData("5")]
    public void WhatIsNoMessage(string line)
    {
        Assert.Equal((1, ""), (Read(line).Refused().Line, Read(line).Refused().Field));
    }
}
