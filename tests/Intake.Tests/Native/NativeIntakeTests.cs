using System.Text;
using ReplayGraph.Facts;
using ReplayGraph.Intake.Lines;
using ReplayGraph.Intake.Native;

namespace ReplayGraph.Intake.Tests.Native;

public sealed class NativeIntakeTests
{
    private const string Id1 = "0123456789abcdef0123456789abcdef";
    private const string Id2 = "fedcba9876543210fedcba9876543210";
    private const string Id3 = "00000000000000000000000000000003";

    private static ReadFacts Read(string body) => ReadFacts.Of(body, (b, into, refusals) => NativeIntake.Read(b, into, refusals));

    [Fact]
    public void AnErrorWithEveryField()
    {
        string line = $$$"""
            {"type":"error","event_id":"{{{Id1}}}","project_id":7,"timestamp":1790000000.25,"trace_id":"{{{Id2}}}",
            "span_id":"00000000000000ff",
            "group_id":4000000102,"title":"ValueError: \u00fc","transaction":"/a \"b\" \u00e4","replay_id":"{01234567-89AB-cdef-0123-456789abcdef}",
            "level":"log","platform":"python","sdk":"sentry.python",
            "environment":"prod","release":"1.0","received":"2026-09-21T14:13:21.5+00:00","primary_hash":"{{{Id3}}}",
            "duration_ms":"not read","retention_days":30,
            "unknown":{"type":[{"event_id":1}]}}
            """.Replace("\n", "");
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
                IssueId = new(4_000_000_102),
                Title = "ValueError: ü",
                Transaction = "/a \"b\" ä",
                ReplayId = ReplayId.Parse(Id1),
                Level = Level.Info,
                Platform = "python",
                Sdk = "sentry.python",
                Environment = "prod",
                Release = "1.0",
                PrimaryHash = 3,
                RetentionDays = 30,
            },
            Read(line).One<EventFact>());
    }

    [Fact]
    public void ATransactionIgnoresTheIssue()
    {
        EventFact fact = Read($$"""{"type":"transaction","event_id":"{{Id1}}","project_id":1,"timestamp":1790000000"""
            + $$""","group_id":"x","duration_ms":148}""")
            .One<EventFact>();
        Assert.Equal((FactKind.Transaction, 148u, default(IssueId)), (fact.Kind, fact.DurationMs, fact.IssueId));
    }

    [Fact]
    public void ASegmentWithEveryField()
    {
        SegmentFact fact = Read($$$"""
            {"type":"replay_event","replay_id":"{{{Id1}}}","project_id":1,"segment_id":65535,"timestamp":1790000002.633,
            "replay_start_timestamp":1790000000.776,"trace_ids":["{{{Id1}}}","{{{Id2}}}"],"error_ids":["{{{Id3}}}"],"urls":["/a","/\u0062"],
            "environment":"prod","release":"r","platform":"javascript","replay_type":"buffer",
            "user":{"id":"1","more":[1],"username":"n","email":"e@x","ip":"::1"},"is_archived":false,"retention_days":3650}
            """.Replace("\n", "")).One<SegmentFact>();
        Assert.Equal((ReplayId.Parse(Id1), new ProjectId(1), 65535), (fact.ReplayId, fact.ProjectId, fact.SegmentId));
        Assert.Equal((new Timestamp(1_790_000_002_633), new Timestamp(1_790_000_000_776)), (fact.Timestamp, fact.ReplayStart));
        Assert.Equal([TraceId.Parse(Id1), TraceId.Parse(Id2)], fact.TraceIds!);
        Assert.Equal([EventId.Parse(Id3)], fact.ErrorIds!);
        Assert.Equal(["/a", "/b"], fact.Urls!);
        Assert.Equal(("prod", "r", "javascript"), (fact.Environment.ToString(), fact.Release.ToString(), fact.Platform.ToString()));
        Assert.Equal(
            ("1", "n", "e@x", "::1"),
            (fact.UserId.ToString(), fact.UserName.ToString(), fact.UserEmail.ToString(), fact.UserIp.ToString()));
        Assert.Equal((ReplayType.Buffer, false, 3650), (fact.ReplayType, fact.IsArchived, fact.RetentionDays));
    }

    [Fact]
    public void AnArchiveRowNeedsNoSegment()
    {
        SegmentFact fact = Read($$"""{"type":"replay_event","replay_id":"{{Id1}}","project_id":1,"segment_id":null"""
            + $$""","timestamp":1790000002,"is_archived":true}""")
            .One<SegmentFact>();
        Assert.Equal((SegmentFact.NoSegment, true), (fact.SegmentId, fact.IsArchived));
    }

    [Fact]
    public void TheRareKinds()
    {
        Timestamp time = new(1_790_000_000_000);
        Assert.Equal(
            new EventLinkFact(ReplayId.Parse(Id1), EventId.Parse(Id2), new(1), time, Level.Fatal),
            Read($$"""{"type":"event_link","replay_id":"{{Id1}}","event_id":"{{Id2}}","project_id":1,"timestamp":1790000000"""
                + $$""","level":"fatal"}""")
                .One<EventLinkFact>());
        IssueMergeFact merge = Read("""{"type":"issue_merge","project_id":1,"from":[2,3],"into":4"""
            + ""","timestamp":1790000000}""").One<IssueMergeFact>();
        Assert.Equal([new(2), new(3)], merge.From);
        Assert.Equal((new ProjectId(1), new IssueId(4), time), (merge.ProjectId, merge.Into, merge.Timestamp));
        IssueUnmergeFact unmerge =
            Read($$"""{"type":"issue_unmerge","project_id":1,"from":2,"into":4,"hashes":["{{Id3}}"]"""
                + $$""","timestamp":1790000000}""").One<IssueUnmergeFact>();
        Assert.Equal([(UInt128)3], unmerge.Hashes);
        Assert.Equal((new IssueId(2), new IssueId(4)), (unmerge.From, unmerge.Into));
        Assert.Equal([new(9)], Read("""{"type":"issue_delete","project_id":1,"issues":[9]"""
            + ""","timestamp":1790000000}""").One<IssueDeleteFact>().Issues);
        EventDeleteFact delete =
            Read($$"""{"type":"event_delete","project_id":1,"event_ids":["{{Id1}}"]"""
                + $$""","primary_hash":"{{Id3}}","timestamp":1790000000}""").One<EventDeleteFact>();
        Assert.Equal((EventId.Parse(Id1), (UInt128)3), (Assert.Single(delete.EventIds), delete.PrimaryHash));
        EventMoveFact move =
            Read($$"""{"type":"event_move","project_id":1,"event_ids":["{{Id1}}"],"into":5,"timestamp":1790000000}""").One<EventMoveFact>();
        Assert.Equal((EventId.Parse(Id1), new IssueId(5)), (Assert.Single(move.EventIds), move.Into));
        Assert.Equal(
            new ReplayDeleteFact(ReplayId.Parse(Id1), default, time),
            Read($$"""{"type":"replay_delete","replay_id":"{{Id1}}","timestamp":1790000000}""").One<ReplayDeleteFact>());
    }

    [Fact]
    public void AnEmptyListIsAcceptedWithoutAFact()
    {
        ReadFacts read = Read("""{"type":"issue_merge","project_id":1,"from":[],"into":4,"timestamp":1790000000}""");
        Assert.Empty(read.All);
        Assert.Equal(new LinesRead(1, 1, 1), read.Lines);
    }

    [Theory]
    [InlineData("""{"event_id":"ID","project_id":1,"timestamp":1790000000,"type":"error"}""")]
    [InlineData("""{"type":"replay_event","event_id":"ID","project_id":1,"timestamp":1790000000,"type":"error"}""")]
    [InlineData("""{"\u0074ype":"err\u006fr","event_\u0069d":"ID","project_id":1,"timestamp":1790000000}""")]
    [InlineData("""{"type":"error","event_id":"00000000000000000000000000000003","event_id":"ID","project_id":2,"project_id":1"""
        + ""","timestamp":1790000000}""")]
    [InlineData("""  {"type" : "error","event_id":"ID","project_id":1,"timestamp":"2026-09-21T14:13:20Z", "trace_id":null, "replay_id":""}  """)]
    [InlineData("""{"type":"error","event_id":"ID","project_id":1,"timestamp":1.79e9"""
        + ""","replay_id":"00000000000000000000000000000003","replay_id":null}""")]
    public void OneErrorWrittenInSeveralWays(string line)
    {
        Assert.Equal(
            new EventFact { Kind = FactKind.Error, EventId = EventId.Parse(Id1), ProjectId = new(1), Timestamp = new(1_790_000_000_000) },
            Read(line.Replace("ID", Id1)).One<EventFact>());
    }

    [Fact]
    public void IdsOf64BitsMayBeText()
    {
        EventFact error = Read($$"""{"type":"error","event_id":"{{Id1}}","project_id":"9223372036854775807","timestamp":1790000000"""
            + ""","group_id":"6814318498608254002"}""").One<EventFact>();
        Assert.Equal((new ProjectId(long.MaxValue), new IssueId(6_814_318_498_608_254_002)), (error.ProjectId, error.IssueId));
        IssueMergeFact merge = Read("""{"type":"issue_merge","project_id":"\u0031","from":["2",3],"into":"4","timestamp":1790000000}""")
            .One<IssueMergeFact>();
        Assert.Equal([new(2), new(3)], merge.From);
        Assert.Equal((new ProjectId(1), new IssueId(4)), (merge.ProjectId, merge.Into));
    }

    [Theory]
    [InlineData("1790000000.0015", 1_790_000_000_002)]
    [InlineData("1790000000.5", 1_790_000_000_500)]
    [InlineData("946684800", 946_684_800_000)]
    [InlineData("\"2026-09-21T16:13:20.1239+02:00\"", 1_790_000_000_123)]
    [InlineData("\"2026-09-21 08:43:20-0530\"", 1_790_000_000_000)]
    [InlineData("\"2028-02-29T00:00Z\"", 1_835_395_200_000)]
    public void TimesToTheMillisecond(string time, long expected)
    {
        EventFact fact = Read($$"""{"type":"error","event_id":"{{Id1}}","project_id":1,"timestamp":{{time}}}""").One<EventFact>();
        Assert.Equal(expected, fact.Timestamp.Milliseconds);
    }

    [Fact]
    public void GoodLinesOfABadBodyAreKept()
    {
        string good = $$"""{"type":"error","event_id":"{{Id1}}","project_id":1,"timestamp":1790000000}""";
        ReadFacts read = Read($"\uFEFF{good}\r\n\n  \t\r\nbad\n{good}\n{{}}\n{good}");
        Assert.Equal(3, read.All.Count);
        Assert.Equal(new LinesRead(7, 3, 0), read.Lines);
        Assert.Equal([(4, ""), (6, "type")], read.Refusals.First.Select(r => (r.Line, r.Field)));
    }

    [Fact]
    public void LinesOfALaterPartCountOn()
    {
        var refusals = new Refusals();
        NativeIntake.Read("\nbad"u8.ToArray(), new FactBatch(), refusals, firstLine: 1000);
        Assert.Equal(1001, Assert.Single(refusals.First).Line);
    }

    [Fact]
    public void RefusalsPastTheHundredthAreOnlyCounted()
    {
        ReadFacts read = Read(string.Concat(Enumerable.Repeat("x\n", 250)));
        Assert.Equal((250, 100), (read.Refusals.Count, read.Refusals.First.Count));
        Assert.Equal(100, read.Refusals.First[^1].Line);
    }

    [Fact]
    public void ALineOverTheLimitIsRefusedAndTheNextOneRead()
    {
        string good = $$"""{"type":"error","event_id":"{{Id1}}","project_id":1,"timestamp":1790000000,"x":"" """.TrimEnd();
        string exact = good[..^1] + new string('a', NativeIntake.MaxLineBytes - good.Length - 1) + "\"}";
        ReadFacts read = Read($"{exact}\n{exact.Replace("\"}", "a\"}")}\n{exact}");
        Assert.Equal(2, read.All.Count);
        Refusal refusal = Assert.Single(read.Refusals.First);
        Assert.Equal(
            (2, "", $"line of {NativeIntake.MaxLineBytes + 1} bytes; the limit is {NativeIntake.MaxLineBytes}"),
            (refusal.Line, refusal.Field, refusal.Error));
    }

    [Fact]
    public void EventLinesCostNoAllocation()
    {
        string line = $$"""{"type":"error","event_id":"{{Id1}}","project_id":1,"timestamp":1790000000.123"""
            + $$""","trace_id":"{{Id2}}","transaction":"/a","group_id":3}""";
        byte[] body = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(line + "\n", 1000)));
        EventFact fact = Read(line).One<EventFact>();
        var batch = new FactBatch();
        var refusals = new Refusals();
        NativeIntake.Read(body, batch, refusals);

        // Without optimization the batch itself boxes flags; what it costs then is not the intake's.
        batch.Clear();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            batch.Add(fact);
        }

        long encoding = GC.GetAllocatedBytesForCurrentThread() - before;
        batch.Clear();
        before = GC.GetAllocatedBytesForCurrentThread();
        LinesRead read = NativeIntake.Read(body, batch, refusals);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, encoding + 1000);
        Assert.Equal(1000, read.Accepted);
    }
}
