using ReplayGraph.Facts;
using ReplayGraph.Intake.EventStream;
using ReplayGraph.Intake.Lines;

namespace ReplayGraph.Intake.Tests.EventStream;

public sealed class ControlMessageTests
{
    private const string Id1 = "0123456789abcdef0123456789abcdef";
    private const string Time = "\"datetime\":\"2026-09-21T14:13:20.000000Z\"";
    private static readonly Timestamp s_time = new(1_790_000_000_000);

    private static ReadFacts Read(string type, string body) => ReadFacts.Of(
        $"[2,\"{type}\",{{\"transaction_id\":\"x\",\"project_id\":7,{body}}}]",
        (b, into, refusals) => EventStreamIntake.Read(b, ReadFacts.Received, into, refusals));

    [Fact]
    public void AMerge()
    {
        IssueMergeFact fact =
            Read("end_merge", $"\"previous_group_ids\":[1,2],\"new_group_id\":3,\"first_seen\":null,{Time}").One<IssueMergeFact>();
        Assert.Equal([new(1), new(2)], fact.From);
        Assert.Equal((new ProjectId(7), new IssueId(3), s_time), (fact.ProjectId, fact.Into, fact.Timestamp));
    }

    [Fact]
    public void AnUnmerge()
    {
        IssueUnmergeFact fact =
            Read("end_unmerge", $"\"previous_group_id\":1,\"new_group_id\":3,\"hashes\":[\"{Id1}\",\"x\"],{Time}").One<IssueUnmergeFact>();
        Assert.Equal([EventId.Parse(Id1).Value, EventId.Parse("9dd4e461268c8034f5c8564e155c67a6").Value], fact.Hashes);
        Assert.Equal((new IssueId(1), new IssueId(3), s_time), (fact.From, fact.Into, fact.Timestamp));
    }

    [Fact]
    public void ADeletionOfIssues()
    {
        IssueDeleteFact fact =
            Read("end_delete_groups", "\"group_ids\":[5],\"datetime\":\"2026-09-21T14:13:20+00:00\"").One<IssueDeleteFact>();
        Assert.Equal((new IssueId(5), s_time), (Assert.Single(fact.Issues), fact.Timestamp));
    }

    [Fact]
    public void ATombstoneWithoutATimeCutsOffWhereItWasReceived()
    {
        EventDeleteFact fact =
            Read("tombstone_events", $"\"event_ids\":[\"{Id1}\"],\"old_primary_hash\":null,\"from_timestamp\":null").One<EventDeleteFact>();
        Assert.Equal(
            (EventId.Parse(Id1), ReadFacts.Received, (UInt128)0),
            (Assert.Single(fact.EventIds), fact.Timestamp, fact.PrimaryHash));
        fact = Read("tombstone_events", $"\"event_ids\":[\"{Id1}\"],\"old_primary_hash\":\"{Id1}\",{Time}").One<EventDeleteFact>();
        Assert.Equal((s_time, EventId.Parse(Id1).Value), (fact.Timestamp, fact.PrimaryHash));
    }

    [Fact]
    public void AMoveOfEvents()
    {
        EventMoveFact fact = Read("replace_group", $"\"event_ids\":[\"{Id1}\"],\"new_group_id\":8").One<EventMoveFact>();
        Assert.Equal((EventId.Parse(Id1), new IssueId(8), ReadFacts.Received), (Assert.Single(fact.EventIds), fact.Into, fact.Timestamp));
    }

    [Theory]
    [InlineData("start_merge", "\"x\":1")]
    [InlineData("start_unmerge", "\"x\":1")]
    [InlineData("start_delete_groups", "\"x\":1")]
    [InlineData("start_delete_tag", "\"x\":1")]
    [InlineData("exclude_groups", "\"group_ids\":[1]")]
    [InlineData("end_delete_tag", "\"tag\":\"t\"")]
    [InlineData("end_merge", "\"previous_group_ids\":[],\"new_group_id\":3," + Time)]
    [InlineData("end_unmerge", "\"previous_group_id\":1,\"new_group_id\":3,\"hashes\":[]," + Time)]
    [InlineData("end_delete_groups", "\"group_ids\":[]," + Time)]
    [InlineData("end_delete_groups", "\"group_ids\":null," + Time)]
    [InlineData("end_delete_groups", "\"group_ids\":[null,{}]," + Time)]
    [InlineData("tombstone_events", "\"event_ids\":[]")]
    [InlineData("replace_group", "\"event_ids\":[],\"new_group_id\":3")]
    public void NothingToStore(string type, string body)
    {
        ReadFacts read = Read(type, body);
        Assert.Empty(read.All);
        Assert.Equal(new LinesRead(1, 1, 1), read.Lines);
    }

    [Theory]
    [InlineData("end_unmerge_hierarchical", "\"x\":1", "type")]
    [InlineData("end_everything", "\"x\":1", "type")]
    [InlineData("start_merge", "\"project_id\":0", "project_id")]
    [InlineData("end_merge", "\"new_group_id\":3," + Time, "previous_group_ids")]
    [InlineData("end_merge", "\"previous_group_ids\":5,\"new_group_id\":3," + Time, "previous_group_ids")]
    [InlineData("end_merge", "\"previous_group_ids\":[1,\"2\"],\"new_group_id\":3," + Time, "previous_group_ids[1]")]
    [InlineData("end_merge", "\"previous_group_ids\":[1]," + Time, "new_group_id")]
    [InlineData("end_merge", "\"previous_group_ids\":[1],\"new_group_id\":3", "datetime")]
    [InlineData("end_merge", "\"previous_group_ids\":[1],\"new_group_id\":3,\"datetime\":\"soon\"", "datetime")]
    [InlineData("end_unmerge", "\"previous_group_id\":0,\"new_group_id\":3,\"hashes\":[]," + Time, "previous_group_id")]
    [InlineData("end_unmerge", "\"previous_group_id\":1,\"new_group_id\":3,\"hashes\":[5]," + Time, "hashes[0]")]
    [InlineData("tombstone_events", "\"event_ids\":[\"x\"]", "event_ids[0]")]
    [InlineData("tombstone_events", "\"event_ids\":[],\"old_primary_hash\":1", "old_primary_hash")]
    [InlineData("replace_group", "\"event_ids\":[]", "new_group_id")]
    public void WhatIsWrongIsNamed(string type, string body, string field)
    {
        Assert.Equal(field, Read(type, body).Refused().Field);
    }
}
