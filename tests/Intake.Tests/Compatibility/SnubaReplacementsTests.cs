using ReplayGraph.Facts;
using ReplayGraph.Intake.Lines;
using ReplayGraph.Intake.Tests.Envelopes;

namespace ReplayGraph.Intake.Tests.Compatibility;

/// <summary>Messages that change what was inserted, as Snuba's replacer reads them.</summary>
public sealed class SnubaReplacementsTests
{
    private static readonly Timestamp s_time = new(1_790_000_000_000);

    [Theory]
    [InlineData("test_merge_replacement_without_first_seen", "null")]
    [InlineData("test_merge_replacement_with_first_seen", "\"2026-09-20T14:13:20.000000Z\"")]
    public void MergesUpToItsTime(string snuba, string firstSeen)
    {
        IssueMergeFact fact = TopicMessages.ReadControl("end_merge", $$"""
            {"previous_group_ids":[1,2],"new_group_id":3,"new_group_first_seen":{{firstSeen}},"datetime":"2026-09-21T14:13:20.000000Z"}
            """).One<IssueMergeFact>();
        Assert.Equal((snuba, new ProjectId(7), new IssueId(3), s_time), (snuba, fact.ProjectId, fact.Into, fact.Timestamp));
        Assert.Equal([new(1), new(2)], fact.From);
    }

    [Fact]
    public void UnmergesTheHashesOfOneIssue()
    {
        IssueUnmergeFact fact = TopicMessages.ReadControl("end_unmerge", """
            {"previous_group_id":1,"new_group_id":2,"hashes":["ID3","ID4"],"datetime":"2026-09-21T14:13:20.000000Z"}
            """).One<IssueUnmergeFact>();
        Assert.Equal((new IssueId(1), new IssueId(2), s_time), (fact.From, fact.Into, fact.Timestamp));
        Assert.Equal([3, 4], fact.Hashes);
    }

    [Fact]
    public void DeletesIssuesUpToItsTime()
    {
        IssueDeleteFact fact = TopicMessages.ReadControl(
            "end_delete_groups", """{"group_ids":[1,2,3],"datetime":"2026-09-21T14:13:20.000000Z"}""").One<IssueDeleteFact>();
        Assert.Equal([new(1), new(2), new(3)], fact.Issues);
        Assert.Equal((new ProjectId(7), s_time), (fact.ProjectId, fact.Timestamp));
    }

    [Theory]
    [InlineData("test_replace_group_process", "2026-09-21T14:13:20.000000Z")]
    [InlineData("test_replace_group_process_alternate_date", "2026-09-21T14:13:20+00:00")]
    public void MovesEvents(string snuba, string time)
    {
        EventMoveFact fact = TopicMessages.ReadControl(
            "replace_group", $$"""{"event_ids":["ID1"],"new_group_id":2,"datetime":"{{time}}"}""").One<EventMoveFact>();
        Assert.Equal(
            (snuba, EventId.Parse(SdkEnvelope.Id1), new IssueId(2), s_time),
            (snuba, Assert.Single(fact.EventIds), fact.Into, fact.Timestamp));
    }

    [Theory]
    [InlineData("test_tombstone_events_process", "\"ID4\"", 4)]
    [InlineData("test_tombstone_events_process", "false", 0)]
    [InlineData("test_tombstone_events_process", "null", 0)]
    public void DeletesEvents(string snuba, string hash, int expected)
    {
        EventDeleteFact fact = TopicMessages.ReadControl("tombstone_events", $$"""
            {"event_ids":["ID1"],"old_primary_hash":{{hash}},"datetime":"2026-09-21T14:13:20.000000Z"}
            """).One<EventDeleteFact>();
        Assert.Equal(
            (snuba, EventId.Parse(SdkEnvelope.Id1), (UInt128)expected, s_time),
            (snuba, Assert.Single(fact.EventIds), fact.PrimaryHash, fact.Timestamp));
    }

    [Fact]
    public void DeletesEventsWhateverRangeIsSearched()
    {
        EventDeleteFact fact = TopicMessages.ReadControl("tombstone_events", """
            {"event_ids":["ID1"],"from_timestamp":"2026-09-22T00:00:00.000000Z","to_timestamp":"2026-09-23T00:00:00.000000Z"}
            """).One<EventDeleteFact>();
        Assert.Equal((EventId.Parse(SdkEnvelope.Id1), ReadFacts.Received), (Assert.Single(fact.EventIds), fact.Timestamp));
    }

    [Theory]
    [InlineData("test_delete_promoted_tag_process", "end_delete_tag", """{"tag":"sentry:user","datetime":"2026-09-21T14:13:20.000000Z"}""")]
    [InlineData("test_delete_unpromoted_tag_process", "end_delete_tag", """{"tag":"foo:bar","datetime":"2026-09-21T14:13:20.000000Z"}""")]
    [InlineData("start-merge.json", "start_merge", """{"transaction_id":"ID3","previous_group_ids":[1],"new_group_id":2}""")]
    [InlineData("start-delete-groups.json", "start_delete_groups", """{"transaction_id":"ID3","group_ids":[1]}""")]
    [InlineData("exclude-groups.json", "exclude_groups", """{"group_ids":[1]}""")]
    public void TakesWhatChangesNoLink(string snuba, string type, string body)
    {
        ReadFacts read = TopicMessages.ReadControl(type, body);
        Assert.Equal((snuba, new LinesRead(1, 1, 1)), (snuba, read.Lines));
        Assert.Empty(read.All);
    }
}
