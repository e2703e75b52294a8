using ReplayGraph.Facts;
using static ReplayGraph.Intake.Tests.Envelopes.SdkEnvelope;

namespace ReplayGraph.Intake.Tests.Envelopes;

/// <summary>Values as SDKs write them, and what Relay makes of each.</summary>
public sealed class SdkValueTests
{
    [Theory]
    [InlineData("\"critical\"", Level.Fatal)]
    [InlineData("\"fatal\"", Level.Fatal)]
    [InlineData("\"log\"", Level.Info)]
    [InlineData("\"debug\"", Level.Debug)]
    [InlineData("50", Level.Fatal)]
    [InlineData("40", Level.Error)]
    [InlineData("30", Level.Warning)]
    [InlineData("20", Level.Info)]
    [InlineData("10", Level.Debug)]
    [InlineData("35", Level.Error)]
    [InlineData("10.5", Level.Error)]
    [InlineData("\"40\"", Level.Error)]
    [InlineData("\"loud\"", Level.Error)]
    [InlineData("\"WARNING\"", Level.Error)]
    [InlineData("null", Level.Error)]
    [InlineData("[]", Level.Error)]
    public void Levels(string level, Level expected)
    {
        Assert.Equal(expected, ReadEvent($"{{\"event_id\":\"ID1\",\"level\":{level}}}").Level);
    }

    [Fact]
    public void TextsAreTrimmed()
    {
        EventFact fact = ReadEvent("""{"event_id":"ID1","release":" 1.0\n","environment":"\u2003prod ","transaction":" /a b "}""");
        Assert.Equal(("1.0", "prod", "/a b"), (fact.Release.ToString(), fact.Environment.ToString(), fact.Transaction.ToString()));
        fact = ReadEvent("""{"event_id":"ID1","environment":"  ","tags":[[" environment "," prod "],["release","\t1.0"]]}""");
        Assert.Equal(("1.0", "prod"), (fact.Release.ToString(), fact.Environment.ToString()));
        fact = ReadEvent("""{"event_id":"ID1","tags":{"a":"b"," environment":" prod"}}""");
        Assert.Equal("prod", fact.Environment.ToString());
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[]")]
    public void WhatIsAbsentHasManyForms(string absent)
    {
        EventFact fact = ReadEvent("""
            {"event_id":-,"timestamp":-,"level":-,"platform":-,"transaction":-,"release":-,"environment":-,"tags":-,"sdk":-,"fingerprint":-,
              "exception":-,"logentry":-,"contexts":{"trace":-,"replay":{"replay_id":-},"feedback":-},"message":"m"}
            """.Replace("-", absent), """{"event_id":"ID1","sdk":-,"trace":-,"sent_at":-}""".Replace("-", absent));
        Assert.Equal(
            ReadEvent("""{"message":"m"}""", """{"event_id":"ID1"}"""), fact);
        SegmentFact segment = Read("""
            {"event_id":-}
            {"type":"replay_event","length":-}
            {"event_id":-,"replay_id":"ID1","segment_id":0,"timestamp":-,"replay_start_timestamp":-,"urls":-,"error_ids":[-,"ID2"],
              "trace_ids":-,"user":-,"replay_type":-,"release":-,"environment":-,"platform":-}
            """.Replace("-", absent)).Facts.One<SegmentFact>();
        Assert.Equal([EventId.Parse(Id2)], segment.ErrorIds!);
    }
}
