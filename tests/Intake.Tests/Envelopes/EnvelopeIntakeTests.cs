using System.Text;
using ReplayGraph.Facts;
using ReplayGraph.Intake.Envelopes;
using ReplayGraph.Intake.Spans;
using static ReplayGraph.Intake.Tests.Envelopes.SdkEnvelope;

namespace ReplayGraph.Intake.Tests.Envelopes;

public sealed class EnvelopeIntakeTests
{
    private const string Error =
        """{"event_id":"ID1","timestamp":1790000000.25"""
            + ""","platform":"javascript","message":"m","contexts":{"trace":{"trace_id":"ID2","span_id":"00000000000000ff"}}}""";

    [Fact]
    public void AnErrorOfABrowser()
    {
        (EnvelopeOutcome outcome, ReadFacts facts) = Read("""
            {"event_id":"ID1","sent_at":"2026-09-21T14:15:00.000Z","sdk":{"name":"sentry.javascript.browser"},
              "trace":{"trace_id":"ID4","public_key":"k","replay_id":"ID3"}}
            {"type":"event"}
            {"event_id":"ID1","timestamp":1790000000.25,"platform":"javascript","environment":"prod","release":"1.0",
              "level":"fatal","transaction":"/a","contexts":{"trace":{"trace_id":"ID2","span_id":"00000000000000ff"},
              "replay":{"replay_id":"ID4"}},"tags":{"replayId":"ID4"},"exception":{"values":[{"type":"TypeError","value":"x"}]}}
            """);
        Assert.Equal(new EnvelopeOutcome(EventId.Parse(Id1), 1, 0, 0, null), outcome);
        EventFact fact = facts.One<EventFact>();
        Assert.True(fact.IssueId.Value > 0);
        Assert.Equal(
            new EventFact
            {
                Kind = FactKind.Error,
                EventId = EventId.Parse(Id1),
                ProjectId = new(7),
                Timestamp = new(1_790_000_000_250),
                Received = ReadFacts.Received,
                TraceId = TraceId.Parse(Id2),
                SpanId = 255,
                Title = "TypeError: x",
                Transaction = "/a",
                ReplayId = ReplayId.Parse(Id4),
                Level = Level.Fatal,
                Platform = "javascript",
                Sdk = "sentry.javascript.browser",
                Environment = "prod",
                Release = "1.0",
            },
            fact with { IssueId = default, PrimaryHash = default });
    }

    [Theory]
    [InlineData("security", """{"event_id":"ID1","csp":{"effective_directive":"img-src","blocked_uri":"https://b.example/"}}""")]
    [InlineData("raw_security", """{"csp-report":{"effective-directive":"img-src","blocked-uri":"https://b.example/x"}}""")]
    public void AReportOfAPolicyIsAnError(string type, string report)
    {
        EventFact fact = ReadEvent(report, """{"event_id":"ID1"}""", type);
        EventFact asEvent = ReadEvent("""{"event_id":"ID1","csp":{"violated_directive":"img-src a.example","blocked_uri":"https://b.example/"}}""");
        Assert.Equal((FactKind.Error, EventId.Parse(Id1), asEvent.IssueId), (fact.Kind, fact.EventId, fact.IssueId));
    }

    [Fact]
    public void ATransaction()
    {
        EventFact fact = ReadEvent(
            """{"type":"transaction","transaction":"GET /","timestamp":"2026-09-21T14:13:21","start_timestamp":1790000000.5"""
                + ""","contexts":{}}""",
            """{"event_id":"ID1","trace":{"trace_id":"ID4"}}""",
            "transaction");
        Assert.Equal(
            (FactKind.Transaction, EventId.Parse(Id1), TraceId.Parse(Id4), 500u),
            (fact.Kind, fact.EventId, fact.TraceId, fact.DurationMs));
        Assert.Equal(("GET /", default(IssueId), (UInt128)0), (fact.Transaction.ToString(), fact.IssueId, fact.PrimaryHash));
    }

    [Theory]
    [InlineData("""{"trace":{"replay_id":"ID3"}}""", """ "contexts":{"replay":{"replay_id":"ID1"}},"tags":{"replayId":"ID2"} """, Id3)]
    [InlineData("""{"trace":{"replay_id":""}}""", """ "contexts":{"replay":{"replay_id":"ID1"}},"tags":{"replayId":"ID2"} """, Id1)]
    [InlineData("""{"trace":null}""", """ "contexts":{"replay":{"replay_id":"***"}},"tags":{"replayId":"ID2"} """, Id2)]
    [InlineData("""{}""", """ "contexts":null,"tags":[["a","b"],null,["replayId","ID2"]] """, Id2)]
    [InlineData("""{}""", """ "sentry.interfaces.Contexts":{"replay":{"replay_id":"ID1"}} """, Id1)]
    [InlineData("""{}""", """ "tags":{"replayId":"zzz"} """, null)]
    public void OfAServerTheReplayIsTheHeadersElseTheContextsElseTheTags(string header, string fields, string? expected)
    {
        ReplayId id = ReadEvent($"{{\"event_id\":\"ID1\",{fields}}}", header).ReplayId;
        Assert.Equal(expected is null ? default : ReplayId.Parse(expected), id);
    }

    // The header of a long trace can be frozen with the id of a replay that has ended.
    [Theory]
    [InlineData(""" "platform":"javascript","contexts":{"replay":{"replay_id":"ID1"}},"tags":{"replayId":"ID2"} """, Id1)]
    [InlineData(""" "platform":"javascript","tags":{"replayId":"ID2"} """, Id2)]
    [InlineData(""" "platform":"javascript","contexts":{"replay":{"replay_id":"***"}},"tags":{"replayId":""} """, Id3)]
    [InlineData(""" "platform":"javascript" """, Id3)]
    [InlineData(""" "sdk":{"name":"sentry.javascript.react"},"tags":{"replayId":"ID2"} """, Id2)]
    [InlineData(""" "platform":"java","sdk":{"name":"sentry.java.android"},"contexts":{"replay":{"replay_id":"ID1"}} """, Id1)]
    [InlineData(""" "platform":"javascript","sdk":{"name":"sentry.javascript.cloudflare"},"tags":{"replayId":"ID2"} """, Id3)]
    public void OfABrowserOrADeviceTheHeadersReplayComesLast(string fields, string expected)
    {
        const string header = """{"trace":{"replay_id":"ID3"}}""";
        string item = $"{{\"event_id\":\"ID1\",{fields}}}";
        Assert.Equal(ReplayId.Parse(expected), ReadEvent(item, header).ReplayId);
        Assert.Equal(ReplayId.Parse(expected), ReadEvent(item, header, "transaction").ReplayId);
    }

    [Fact]
    public void TheSdkOfTheHeaderDecidesTheSideToo()
    {
        const string header = """{"trace":{"replay_id":"ID3"},"sdk":{"name":"sentry.javascript.browser"}}""";
        Assert.Equal(ReplayId.Parse(Id2), ReadEvent("""{"event_id":"ID1","tags":{"replayId":"ID2"}}""", header).ReplayId);
    }

    [Fact]
    public void WhatCannotBeReadCountsAsNotSent()
    {
        EventFact fact = ReadEvent(
            """{"event_id":"ID1","timestamp":[],"platform":5,"environment":{},"level":"loud","contexts":[],"tags":5"""
                + ""","transaction":null,"exception":7,"fingerprint":8}""");
        Assert.Equal((Level.Error, "5", true, true), (fact.Level, fact.Platform.ToString(), fact.Environment.IsNone, fact.TraceId.IsNone));
        fact = ReadEvent($$"""{"event_id":"ID1","transaction":"{{new string('x', 2047)}}ä","environment":"\ud800"}""");
        Assert.Equal((new string('x', 2047), true), (fact.Transaction.ToString(), fact.Environment.IsNone));
    }

    [Fact]
    public void AReplay()
    {
        (EnvelopeOutcome outcome, ReadFacts facts) = Read("""
            {"event_id":"ID1","sent_at":"2026-09-21T14:15:00.000Z"}
            {"type":"replay_event"}
            {"type":"replay_event","replay_id":"ID1","event_id":"ID1","segment_id":0,"replay_type":"buffer",
              "timestamp":1790000005.5,"replay_start_timestamp":1790000000,"urls":["/a",5,null],"error_ids":["ID2","bad",7],
              "trace_ids":["ID3"],"segment_names":["/a"],"environment":"prod","platform":"javascript","release":"r","user":{"id":5,
              "email":"e","ip_address":"{{auto}}"}}
            {"type":"replay_recording","length":20}
            {"segment_id":0}
            ABC
            {"type":"session"}
            {"sid":"x"}
            {"type":"something_new","length":0}

            """.Replace("\r", ""));
        Assert.Equal(new EnvelopeOutcome(EventId.Parse(Id1), 1, 3, 0, null), outcome);
        SegmentFact fact = facts.One<SegmentFact>();
        Assert.Equal(
            (ReplayId.Parse(Id1), new ProjectId(7), 0, ReplayType.Buffer),
            (fact.ReplayId, fact.ProjectId, fact.SegmentId, fact.ReplayType));
        Assert.Equal((new Timestamp(1_790_000_005_500), new Timestamp(1_790_000_000_000)), (fact.Timestamp, fact.ReplayStart));
        Assert.Equal(["/a", "5"], fact.Urls!);
        Assert.Equal([EventId.Parse(Id2)], fact.ErrorIds!);
        Assert.Equal([TraceId.Parse(Id3)], fact.TraceIds!);
        Assert.Equal(("5", "e", true), (fact.UserId.ToString(), fact.UserEmail.ToString(), fact.UserIp.IsNone));
    }

    [Fact]
    public void AReplayVideoHoldsASegment()
    {
        byte[] segment = Encoding.UTF8.GetBytes("""{"segment_id":4,"timestamp":1790000005}""");
        byte[] packed =
        [
            0x83, 0xA1, (byte)'x', 0xC4, 1, 0, 0xAC, .. "replay_event"u8,
            0xC5, 0, (byte)segment.Length, .. segment, 0xA1, (byte)'y', 0xA0,
        ];
        string headers = $"{{\"event_id\":\"{Id1}\"}}\n{{\"type\":\"replay_video\",\"length\":{packed.Length}}}\n";
        byte[] envelope = [.. Encoding.UTF8.GetBytes(headers), .. packed];
        SegmentFact fact = Read(envelope).Facts.One<SegmentFact>();
        Assert.Equal((ReplayId.Parse(Id1), 4), (fact.ReplayId, fact.SegmentId));
        (EnvelopeOutcome outcome, ReadFacts facts) = Read("{}\n{\"type\":\"replay_video\"}\nxxx");
        Assert.Equal((1, "replay_event"), (outcome.Refused, facts.Refused().Field));
    }

    [Fact]
    public void SegmentSpansStandForTransactions()
    {
        (EnvelopeOutcome outcome, ReadFacts facts) = Read("""
            {"trace":{"trace_id":"ID2"}}
            {"type":"span","item_count":3,"content_type":"application/vnd.sentry.items.span.v2+json"}
            {"version":2,"items":[{"trace_id":"ID2","span_id":"00000000000000aa","name":"child","is_segment":false},
              {"trace_id":"ID2","span_id":"00000000000000ff","is_segment":true,"name":"/a","start_timestamp":1790000000.5,
              "end_timestamp":1790000001,"attributes":{"sentry.replay_id":{"value":"ID3","type":"string"},
              "sentry.environment":{"value":"prod","type":"string"},"sentry.release":{"value":"r","type":"string"}}},
              {"trace_id":"bad","span_id":"00000000000000ff","is_segment":true}]}
            """);
        Assert.Equal(new EnvelopeOutcome(default, 1, 0, 1, null), outcome);
        Assert.Equal((1, "items[2].trace_id"), (Assert.Single(facts.Refusals.First).Line, facts.Refusals.First[0].Field));
        Assert.Equal(
            new EventFact
            {
                Kind = FactKind.Transaction,
                EventId = SpanFact.EventIdOf(TraceId.Parse(Id2), 255),
                ProjectId = new(7),
                Timestamp = new(1_790_000_001_000),
                Received = ReadFacts.Received,
                TraceId = TraceId.Parse(Id2),
                SpanId = 255,
                Transaction = "/a",
                ReplayId = ReplayId.Parse(Id3),
                Environment = "prod",
                Release = "r",
                DurationMs = 500,
            },
            Assert.IsType<EventFact>(Assert.Single(facts.All)));
    }

    [Fact]
    public void ASpanThatIsNoTextCostsNoOther()
    {
        (EnvelopeOutcome outcome, ReadFacts facts) = Read("""
            {}
            {"type":"span"}
            {"items":[{"trace_id":"ID2","span_id":"00000000000000fe","is_segment":true},{"\ud800is_segment":1,"is_segment":true},
              {"trace_id":"ID2","span_id":"00000000000000ff","is_segment":true}]}
            """);
        Assert.Equal(new EnvelopeOutcome(default, 1, 0, 1, null), outcome);
        Assert.Equal("items[1]", Assert.Single(facts.Refusals.First).Field);
        Assert.Equal(2, facts.All.Count);
    }

    [Fact]
    public void TheIdOfASpanIsFixed()
    {
        // md5("span:fedcba9876543210fedcba9876543210:00000000000000ff"): stored graphs hold such ids, so it never changes.
        Assert.Equal("b461905085cefd4086392a9f7e6f576b", SpanFact.EventIdOf(TraceId.Parse(Id2), 255).ToString());
    }

    [Theory]
    [InlineData("\"is_segment\":true", 1)]
    [InlineData("\"segment_id\":\"00000000000000ff\"", 1)]
    [InlineData("\"segment_id\":\"00000000000000fe\"", 0)]
    [InlineData("\"is_segment\":true,\"segment_id\":\"00000000000000fe\"", 0)]
    [InlineData("\"is_segment\":false,\"segment_id\":\"00000000000000ff\"", 1)]
    [InlineData("\"is_segment\":false", 1)]
    [InlineData("\"parent_span_id\":\"00000000000000fe\"", 0)]
    [InlineData("\"is_segment\":true,\"parent_span_id\":\"00000000000000fe\"", 1)]
    [InlineData("\"op\":\"ui.webvital.lcp\",\"segment_id\":\"00000000000000fe\",\"parent_span_id\":\"00000000000000fe\"", 1)]
    public void ASpanOfTheOlderForm(string mark, int kept)
    {
        (EnvelopeOutcome outcome, ReadFacts facts) = Read($$$"""
            {}
            {"type":"span"}
            {"trace_id":"ID2","span_id":"00000000000000ff",{{{mark}}},"description":"d","start_timestamp":1790000000,
              "timestamp":1790000001,"data":{"sentry.segment.name":"/s"},"sentry_tags":{"replay_id":"ID3","environment":"prod"}}
            """);
        Assert.Equal((kept, 1 - kept), (outcome.Kept, outcome.Skipped));
        if (kept > 0)
        {
            EventFact fact = facts.One<EventFact>();
            Assert.Equal(
                ("/s", ReplayId.Parse(Id3), "prod", 1000u),
                (fact.Transaction.ToString(), fact.ReplayId, fact.Environment.ToString(), fact.DurationMs));
        }
    }

    [Theory]
    [InlineData("{}\n{\"type\":\"event\"}\n[]", "")]
    [InlineData("{}\n{\"type\":\"event\"}\n{", "")]
    [InlineData("{}\n{\"type\":\"replay_event\"}\n{\"segment_id\":1}", "replay_id")]
    [InlineData("{}\n{\"type\":\"replay_event\"}\n{\"replay_id\":\"ID1\"}", "segment_id")]
    [InlineData("{}\n{\"type\":\"replay_event\"}\n{\"replay_id\":\"ID1\",\"segment_id\":-1}", "segment_id")]
    [InlineData("{}\n{\"type\":\"span\"}\n{\"is_segment\":true,\"trace_id\":\"ID1\"}", "span_id")]
    public void ARefusedItemLeavesTheOthers(string envelope, string field)
    {
        (EnvelopeOutcome outcome, ReadFacts facts) = Read($"{envelope}\n{{\"type\":\"event\"}}\n{Error}");
        Assert.Equal((1, 0, 1), (outcome.Kept, outcome.Skipped, outcome.Refused));
        Assert.Equal((1, field), (Assert.Single(facts.Refusals.First).Line, facts.Refusals.First[0].Field));
        Assert.Equal(EventId.Parse(Id1), outcome.EventId);
        Assert.Single(facts.All);
    }

    [Fact]
    public void AnEventOverTheLimitIsRefused()
    {
        string big = $"{{\"event_id\":\"{Id1}\",\"x\":\"{new string('x', EnvelopeLimits.EventBytes)}\"}}";
        Assert.Equal(1, Read($"{{}}\n{{\"type\":\"event\"}}\n{big}").Outcome.Refused);
    }

    [Theory]
    [InlineData("{}", 0)]
    [InlineData("\n \r\n{}\n{\"type\":\"a\"}", 1)]
    [InlineData("{}\n\n\n", 0)]
    [InlineData("{}\r\n{\"type\":\"event\",\"length\":2}\r\n{}\r\n", 1)]
    [InlineData("{}\n{\"type\":\"a\",\"length\":3}\n\n\n\n\n{\"type\":\"b\"}\n", 2)]
    public void OddButWhole(string envelope, int items)
    {
        EnvelopeOutcome outcome = Read(envelope).Outcome;
        Assert.Equal((null, items), (outcome.Error, outcome.Kept + outcome.Skipped + outcome.Refused));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData(" \r\n\t\n")]
    [InlineData("x")]
    [InlineData("[]")]
    [InlineData("{\"event_id\":\"bad\"}")]
    [InlineData("{\"event_id\":5}")]
    [InlineData("{}\nx")]
    [InlineData("{}\n{}")]
    [InlineData("{}\n{\"type\":5}")]
    [InlineData("{}\n{\"type\":\"\\ud800\"}")]
    [InlineData("{}\n{\"type\":\"event\",\"length\":-1}\n")]
    [InlineData("{}\n{\"type\":\"event\",\"length\":\"2\"}\n{}")]
    [InlineData("{}\n{\"type\":\"event\",\"length\":3}\n{}")]
    [InlineData("{}\n{\"type\":\"event\",\"length\":1}\n{}")]
    public void AMalformedEnvelopeKeepsNothing(string envelope)
    {
        (EnvelopeOutcome outcome, ReadFacts facts) = Read(envelope);
        Assert.True(outcome.IsMalformed);
        Assert.NotEmpty(outcome.Error);
        if (envelope.Trim().Length == 0)
        {
            return; // blank lines between items are none
        }

        (outcome, facts) = Read($"{{\"event_id\":\"ID1\"}}\n{{\"type\":\"event\"}}\n{Error}\n{envelope}\n{{\"type\":5}}");
        Assert.True(outcome.IsMalformed);
        Assert.Empty(facts.All);
    }

    [Fact]
    public void ItemsAreLimited()
    {
        string item = "\n{\"type\":\"x\"}\n1";
        Assert.Equal(EnvelopeLimits.Items, Read("{}" + string.Concat(Enumerable.Repeat(item, EnvelopeLimits.Items))).Outcome.Skipped);
        Assert.Equal("more than 1000 items", Read("{}" + string.Concat(Enumerable.Repeat(item, EnvelopeLimits.Items + 1))).Outcome.Error);
    }
}
