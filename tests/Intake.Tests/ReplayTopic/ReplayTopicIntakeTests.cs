using System.Text;
using ReplayGraph.Facts;
using ReplayGraph.Intake.Lines;
using ReplayGraph.Intake.ReplayTopic;

namespace ReplayGraph.Intake.Tests.ReplayTopic;

public sealed class ReplayTopicIntakeTests
{
    private const string Id1 = "0123456789abcdef0123456789abcdef";
    private const string Id2 = "fedcba9876543210fedcba9876543210";
    private const string Id3 = "00000000000000000000000000000003";

    private const string Segment = """
        {"type":"replay_event","replay_id":"ID1","segment_id":3,"timestamp":1790000002.633,"replay_start_timestamp":1790000000.776,
        "replay_type":"session",
        "urls":["/a",null,""],"error_ids":["ID2"],"trace_ids":["ID3","00000000000000000000000000000000",null],
        "segment_names":["x"],"is_archived":null,
        "environment":"prod","release":null,"platform":"javascript","tags":[["transaction","/a"]],
        "user":{"id":12,"username":"n","email":null,"ip_address":"::1","geo":{}},"sdk":{},"contexts":{},"request":null}
        """;

    private static string Fill(string line) => line.Replace("\n", "").Replace("ID1", Id1).Replace("ID2", Id2).Replace("ID3", Id3);

    private static string Outer(string payload) =>
        Fill($$"""{"type":"replay_event","start_time":1790000003,"replay_id":"ID2","project_id":7,"retention_days":60"""
            + $$""","segment_id":null,"payload":{{payload}}}""");

    private static ReadFacts Read(string line) => ReadFacts.Of(line, (b, into, refusals) => ReplayTopicIntake.Read(b, into, refusals));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ASegmentAsObjectAndAsBytes(bool asBytes)
    {
        string payload = Fill(Segment);
        SegmentFact fact = Read(Outer(asBytes ? $"[{string.Join(',', Encoding.UTF8.GetBytes(payload))}]" : payload)).One<SegmentFact>();
        Assert.Equal((ReplayId.Parse(Id1), new ProjectId(7), 3, 60), (fact.ReplayId, fact.ProjectId, fact.SegmentId, fact.RetentionDays));
        Assert.Equal((new Timestamp(1_790_000_002_633), new Timestamp(1_790_000_000_776)), (fact.Timestamp, fact.ReplayStart));
        Assert.Equal(["/a"], fact.Urls!);
        Assert.Equal([EventId.Parse(Id2)], fact.ErrorIds!);
        Assert.Equal([TraceId.Parse(Id3)], fact.TraceIds!);
        Assert.Equal((ReplayType.Session, "prod", "javascript"), (fact.ReplayType, fact.Environment.ToString(), fact.Platform.ToString()));
        Assert.Equal(("12", "n", "::1"), (fact.UserId.ToString(), fact.UserName.ToString(), fact.UserIp.ToString()));
        Assert.True(fact.UserEmail.IsNone && fact.Release.IsNone && !fact.IsArchived);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1790000000.5")]
    [InlineData("1790000000776")]
    [InlineData("1e300")]
    public void AStartThatIsNoTimeIsNotSaid(string start)
    {
        SegmentFact fact = Read(Outer(Segment.Replace("1790000000.776", start))).One<SegmentFact>();
        Assert.Equal((new Timestamp(1_790_000_002_633), default), (fact.Timestamp, fact.ReplayStart));
    }

    [Fact]
    public void AnArchiveRow()
    {
        SegmentFact fact = Read(Outer(
            """{"type":"replay_event","replay_id":"ID1","segment_id":null,"timestamp":1790000002,"is_archived":true,"urls":[]"""
                + ""","trace_ids":null,"error_ids":[]}"""))
            .One<SegmentFact>();
        Assert.Equal((SegmentFact.NoSegment, true), (fact.SegmentId, fact.IsArchived));
    }

    // After Snuba's tests: null, and a number beyond 16 bits, are rows without a segment number.
    [Theory]
    [InlineData("65535", 65535)]
    [InlineData("65536", SegmentFact.NoSegment)]
    [InlineData("4206942069", SegmentFact.NoSegment)]
    [InlineData("null", SegmentFact.NoSegment)]
    public void ASegmentWithoutANumberHasItsLists(string number, int expected)
    {
        SegmentFact fact = Read(Outer(Fill(Segment).Replace("\"segment_id\":3", $"\"segment_id\":{number}"))).One<SegmentFact>();
        Assert.Equal((expected, false), (fact.SegmentId, fact.IsArchived));
        Assert.Equal([EventId.Parse(Id2)], fact.ErrorIds!);
        Assert.Equal([TraceId.Parse(Id3)], fact.TraceIds!);
        Assert.Equal(["/a"], fact.Urls!);
    }

    [Theory]
    [InlineData("debug_id", Level.Debug)]
    [InlineData("info_id", Level.Info)]
    [InlineData("warning_id", Level.Warning)]
    [InlineData("error_id", Level.Error)]
    [InlineData("fatal_id", Level.Fatal)]
    public void ALinkTakesTheOuterReplay(string key, Level level)
    {
        Assert.Equal(
            new EventLinkFact(ReplayId.Parse(Id2), EventId.Parse(Id3), new(7), new(1_790_000_002_000), level),
            Read(Outer($$"""{"type":"event_link","replay_id":"ID1","{{key}}":"ID3","timestamp":1790000002"""
                + $$""","event_hash":"ID1"}""")).One<EventLinkFact>());
    }

    [Theory]
    [InlineData("""{"type":"replay_actions","clicks":[{"event_hash":"x"}]}""")]
    [InlineData("""{"type":"replay_tap","taps":[]}""")]
    [InlineData("""{"type":"replay_viewed","viewed_by_id":1,"timestamp":1790000002}""")]
    public void NothingToStore(string payload)
    {
        ReadFacts read = Read(Outer(payload));
        Assert.Empty(read.All);
        Assert.Equal(new LinesRead(1, 1, 1), read.Lines);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[]")]
    public void WhatIsAbsentHasManyForms(string absent)
    {
        SegmentFact fact = Read(Outer(Fill("""
            {"type":"replay_event","replay_id":-,"segment_id":3,"timestamp":1790000002,"replay_start_timestamp":-,"replay_type":-,
            "urls":-,"error_ids":-,"trace_ids":["ID3",-],"is_archived":-,"environment":-,"release":-,"platform":-,"user":-}
            """).Replace("-", absent)).Replace("\"retention_days\":60", $"\"retention_days\":{absent}")).One<SegmentFact>();
        Assert.Equal((ReplayId.Parse(Id2), new Timestamp(1_790_000_002_000)), (fact.ReplayId, fact.Timestamp));
        Assert.Equal([TraceId.Parse(Id3)], fact.TraceIds!);
        Assert.Equal((default, ReplayType.None, 0), (fact.ReplayStart, fact.ReplayType, fact.RetentionDays));
        Assert.True(fact is { IsArchived: false, Environment.IsNone: true, Release.IsNone: true, UserId.IsNone: true });
        Assert.Empty(fact.Urls ?? []);
    }

    [Theory]
    [InlineData("\"segment_id\":3", "\"segment_id\":\"3\"", "payload.segment_id")]
    [InlineData("\"segment_id\":3", "\"segment_id\":-1", "payload.segment_id")]
    [InlineData("\"timestamp\":1790000002.633", "\"timestamp\":\"now\"", "payload.timestamp")]
    [InlineData("\"timestamp\":1790000002.633", "\"timestamp\":null", "payload.timestamp")]
    [InlineData("\"replay_start_timestamp\":1790000000.776", "\"replay_start_timestamp\":[1]", "payload.replay_start_timestamp")]
    [InlineData("\"replay_id\":\"ID1\"", "\"replay_id\":\"x\"", "payload.replay_id")]
    [InlineData("\"urls\":[", "\"urls\":[true,", "payload.urls[0]")]
    [InlineData("\"urls\":[", "\"urls\":5,\"x\":[", "payload.urls")]
    [InlineData("\"error_ids\":[", "\"error_ids\":[\"x\",", "payload.error_ids[0]")]
    [InlineData("\"trace_ids\":[\"ID3\"", "\"trace_ids\":[\"ID3\",5", "payload.trace_ids[1]")]
    [InlineData("\"is_archived\":null", "\"is_archived\":1", "payload.is_archived")]
    [InlineData("\"environment\":\"prod\"", "\"environment\":[1]", "payload.environment")]
    [InlineData("\"release\":null", "\"release\":true", "payload.release")]
    [InlineData("\"platform\":\"javascript\"", "\"platform\":true", "payload.platform")]
    [InlineData("\"replay_type\":\"session\"", "\"replay_type\":[1]", "payload.replay_type")]
    [InlineData("\"user\":{", "\"user\":[1],\"x\":{", "payload.user")]
    [InlineData("\"id\":12", "\"id\":[1]", "payload.user.id")]
    [InlineData("\"ip_address\":\"::1\"", "\"ip_address\":false", "payload.user.ip_address")]
    [InlineData("{\"type\":\"replay_event\",\"replay_id\":\"ID1\"", "{\"type\":\"replay_thing\",\"replay_id\":\"ID1\"", "payload.type")]
    public void ASegmentThatIsWrong(string from, string to, string field)
    {
        Assert.Contains(Fill(from), Fill(Segment));
        Refusal refusal = Read(Outer(Fill(Segment).Replace(Fill(from), Fill(to)))).Refused();
        Assert.Equal((1, field), (refusal.Line, refusal.Field));
    }

    [Theory]
    [InlineData("[]", "")]
    [InlineData("{", "")]
    [InlineData("{}", "type")]
    [InlineData("""{"type":"other"}""", "type")]
    [InlineData("""{"type":"replay_event","replay_id":5,"project_id":1,"payload":{}}""", "replay_id")]
    [InlineData("""{"type":"replay_event","replay_id":"ID1","project_id":"1","payload":{}}""", "project_id")]
    [InlineData("""{"type":"replay_event","replay_id":"ID1","payload":{}}""", "project_id")]
    [InlineData("""{"type":"replay_event","replay_id":"ID1","project_id":1,"retention_days":0,"payload":{}}""", "retention_days")]
    [InlineData("""{"type":"replay_event","replay_id":"ID1","project_id":1}""", "payload")]
    [InlineData("""{"type":"replay_event","replay_id":"ID1","project_id":1,"payload":"{}"}""", "payload")]
    [InlineData("""{"type":"replay_event","replay_id":"ID1","project_id":1,"payload":[123,256]}""", "payload[1]")]
    [InlineData("""{"type":"replay_event","replay_id":"ID1","project_id":1,"payload":[123,"x"]}""", "payload[1]")]
    [InlineData("""{"type":"replay_event","replay_id":"ID1","project_id":1,"payload":[123]}""", "payload")]
    [InlineData("""{"type":"replay_event","replay_id":"ID1","project_id":1,"payload":[91,93]}""", "payload")]
    [InlineData("""{"type":"replay_event","replay_id":"ID1","project_id":1,"payload":{}}""", "payload")]
    [InlineData("""{"type":"replay_event","replay_id":"ID1","project_id":1"""
        + ""","payload":{"type":"event_link","timestamp":1790000002}}""", "payload")]
    [InlineData("""{"type":"replay_event","replay_id":"ID1","project_id":1"""
        + ""","payload":{"type":"event_link","error_id":"ID1"}}""", "payload.timestamp")]
    [InlineData("""{"type":"replay_event","replay_id":"ID1","project_id":1"""
        + ""","payload":{"type":"event_link","timestamp":1790000002,"error_id":7}}""", "payload.error_id")]
    [InlineData("""{"type":"replay_event","replay_id":null,"project_id":1,"payload":{"type":"event_link","timestamp":1790000002"""
        + ""","error_id":"ID1"}}""", "replay_id")]
    public void AMessageThatIsWrong(string line, string field)
    {
        Assert.Equal((1, field), (Read(Fill(line)).Refused().Line, Read(Fill(line)).Refused().Field));
    }
}
