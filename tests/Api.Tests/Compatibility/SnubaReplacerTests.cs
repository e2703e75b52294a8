using System.Text.Json;
using ReplayGraph.Api.Tests.Server;

namespace ReplayGraph.Api.Tests.Compatibility;

/// <summary>What Snuba's queries answer after replacements, and what lookups answer here.</summary>
[Collection(OpenServerTests.Name)]
public sealed class SnubaReplacerTests(OpenServer server)
{
    private const int Kind = 41;
    private static readonly string s_hash = new('a', 32);
    private readonly HttpClient _client = server.Client;

    [Fact]
    public async Task AnIssueThatIsDeletedAnswersNothing()
    {
        (string replay, string id) = (Calls.Id(Kind, 1), Calls.Id(Kind, 101));
        await _client.IngestAsync(Calls.Segment(replay));
        await _client.SendEventsAsync(TopicLines.Insert(id, 41_001, replay));
        Assert.Equal([replay], await _client.ReplaysOfAsync(41_001));
        await _client.SendEventsAsync(TopicLines.Control("end_delete_groups", "\"group_ids\":[41001]"));
        Assert.Empty(await _client.ReplaysOfAsync(41_001));
    }

    [Fact]
    public async Task AMergeMovesTheReplays()
    {
        string replay = Calls.Id(Kind, 2);
        await _client.IngestAsync(Calls.Segment(replay));
        await _client.SendEventsAsync(
            TopicLines.Insert(Calls.Id(Kind, 102), 41_002, replay),
            TopicLines.Control("end_merge", "\"previous_group_ids\":[41002],\"new_group_id\":41003"));
        Assert.Equal([replay], await _client.ReplaysOfAsync(41_003));
        Assert.Equal("{\"41003\":1}", await CountAsync("41002,41003"));
    }

    [Theory]
    [InlineData("test_unmerge_insert", false)]
    [InlineData("test_multiple_partitions", true)]
    public async Task AnUnmergeMovesTheReplaysOfItsHashes(string snuba, bool isFirst)
    {
        int issue = isFirst ? 41_010 : 41_020;
        (string moved, string kept) = (Calls.Id(Kind, issue), Calls.Id(Kind, issue + 1));
        string unmerge = TopicLines.Control(
            "end_unmerge", $"\"previous_group_id\":{issue},\"new_group_id\":{issue + 1},\"hashes\":[\"{s_hash}\"]");
        await _client.IngestAsync(Calls.Segment(moved), Calls.Segment(kept));
        string[] events =
        [
            TopicLines.Insert(Calls.Id(Kind, issue + 2), issue, moved, s_hash),
            TopicLines.Insert(Calls.Id(Kind, issue + 3), issue, kept),
        ];
        await _client.SendEventsAsync(isFirst ? [unmerge, .. events] : [.. events, unmerge]);
        Assert.Equal((snuba, kept), (snuba, Assert.Single(await _client.ReplaysOfAsync(issue))));
        Assert.Equal((snuba, moved), (snuba, Assert.Single(await _client.ReplaysOfAsync(issue + 1))));
    }

    [Fact]
    public async Task AMessageMayComeTwice()
    {
        string replay = Calls.Id(Kind, 4);
        string insert = TopicLines.Insert(Calls.Id(Kind, 104), 41_030, replay, s_hash);
        string unmerge = TopicLines.Control(
            "end_unmerge", $"\"previous_group_id\":41030,\"new_group_id\":41031,\"hashes\":[\"{s_hash}\"]");
        await _client.IngestAsync(Calls.Segment(replay));
        await _client.SendEventsAsync(insert, unmerge);
        await _client.SendEventsAsync(unmerge, insert);
        JsonElement link = (await _client.ReadAsync($"{Calls.Base}issues/41031/replays")).GetProperty("replays")[0];
        Assert.Equal((replay, 1), (link.GetProperty("replay_id").GetString(), link.GetProperty("events").GetInt32()));
        Assert.Empty(await _client.ReplaysOfAsync(41_030));
    }

    [Fact]
    public async Task AnEventThatIsProcessedAgainAnswersInItsNewIssue()
    {
        (string dropped, string again) = (Calls.Id(Kind, 5), Calls.Id(Kind, 6));
        await _client.IngestAsync(Calls.Segment(dropped), Calls.Segment(again));
        await _client.SendEventsAsync(
            TopicLines.Insert(Calls.Id(Kind, 105), 41_040, dropped),
            TopicLines.Insert(Calls.Id(Kind, 106), 41_040, again),
            TopicLines.Control("tombstone_events", $"\"event_ids\":[\"{Calls.Id(Kind, 105)}\"],\"old_primary_hash\":false"),
            TopicLines.Insert(Calls.Id(Kind, 106), 41_041, again),
            TopicLines.Control("exclude_groups", "\"group_ids\":[41040]"));
        Assert.Equal([again], await _client.ReplaysOfAsync(41_041));
        Assert.Empty((await _client.ReadAsync($"{Calls.Base}events/{Calls.Id(Kind, 105)}/replays")).Replays());

        // Hiding an issue for a while is for Snuba's queries alone: whoever asks by the old id is still answered.
        Assert.Equal([again], await _client.ReplaysOfAsync(41_040));
    }

    private async Task<string> CountAsync(string issues) =>
        (await _client.ReadAsync($"/api/0/organizations/default/replay-count/?query=issue.id:[{issues}]")).GetRawText();
}
