using System.Net;
using System.Text.Json;
using ReplayGraph.Api.Tests.Server;

namespace ReplayGraph.Api.Tests.Compatibility;

/// <summary>What Sentry's tests of <c>replay-count</c> ask beyond those of this server.</summary>
[Collection(OpenServerTests.Name)]
public sealed class SentryReplayCountTests(OpenServer server)
{
    private const int Kind = 42;
    private const string Path = "/api/0/organizations/default/replay-count/?query=";
    private readonly HttpClient _client = server.Client;

    [Fact]
    public async Task CountsIssuesOfOtherKinds()
    {
        (string one, string two, string three) = (Calls.Id(Kind, 1), Calls.Id(Kind, 2), Calls.Id(Kind, 3));
        await _client.IngestAsync(Calls.Segment(one), Calls.Segment(two), Calls.Segment(three));
        await _client.SendEventsAsync(
            Occurrence(Calls.Id(Kind, 101), 42_001, one),
            Occurrence(Calls.Id(Kind, 102), 42_001, three),
            Occurrence(Calls.Id(Kind, 103), 42_002, two),
            Occurrence(Calls.Id(Kind, 104), 42_003, Calls.Id(Kind, 4)));
        Assert.Equal("{\"42001\":2,\"42002\":1}", await CountAsync("issue.id:[42001,42002,42003]&data_source=search_issues"));
    }

    [Theory]
    [InlineData("discover")]
    [InlineData("events")]
    [InlineData("errors")]
    public async Task CountsErrorsOfEachSourceThatHoldsThem(string source)
    {
        (string one, string two) = (Calls.Id(Kind, 11), Calls.Id(Kind, 12));
        await _client.IngestAsync(
            Calls.Segment(one), Calls.Segment(two),
            Calls.Error(Calls.Id(Kind, 111), 42_011, one), Calls.Error(Calls.Id(Kind, 112), 42_012, two));
        Assert.Equal("{\"42011\":1,\"42012\":1}", await CountAsync($"issue.id:[42011,42012]&data_source={source}"));
    }

    [Theory]
    [InlineData("transactions", "{\"t-42\":1}")]
    [InlineData("spans", "{\"t-42\":1}")]
    [InlineData("discover", "{\"t-42\":2}")]
    [InlineData("errors", "{\"t-42\":1}")]
    public async Task CountsATransactionByWhatTheSourceHolds(string source, string expected)
    {
        (string one, string two) = (Calls.Id(Kind, 21), Calls.Id(Kind, 22));
        await _client.IngestAsync(
            Calls.Segment(one), Calls.Segment(two), Transaction(121, one), Transaction(122, Calls.Id(Kind, 23)),
            Calls.Error(Calls.Id(Kind, 123), 42_021, two, more: ",\"transaction\":\"t-42\""));
        Assert.Equal((source, expected), (source, await CountAsync($"transaction:[\"t-42\"]&data_source={source}")));
    }

    [Fact]
    public async Task CountsAReplayOnceForEachIssue()
    {
        string replay = Calls.Id(Kind, 31);
        await _client.IngestAsync(
            Calls.Segment(replay),
            Calls.Error(Calls.Id(Kind, 131), 42_031, replay),
            Calls.Error(Calls.Id(Kind, 132), 42_031, replay),
            Calls.Error(Calls.Id(Kind, 133), 42_032, replay));
        Assert.Equal("{\"42031\":1}", await CountAsync("issue.id:[42031,42031]"));
        Assert.Equal("{\"42031\":1,\"42032\":1}", await CountAsync("issue.id:[42031,42032]"));
    }

    [Fact]
    public async Task FindsWhichReplaysExist()
    {
        const string one = "4201aaaaaaaa4aaaaaaaaaaaaaaaaaaa", two = "4202aaaaaaaa4aaaaaaaaaaaaaaaaaaa";
        await _client.IngestAsync(Calls.Segment(one), Calls.Segment(two));
        Assert.Equal($"{{\"{one}\":1,\"{two}\":1}}", await CountAsync($"replay_id:[{one},{two},4203aaaaaaaa4aaaaaaaaaaaaaaaaaaa]"));
        Assert.Equal("{}", await CountAsync("replay_id:[]"));
    }

    [Theory]
    [InlineData("test_replay_count_invalid_replay_ids", "4201aaaaaaaa4aaa")]
    [InlineData("test_replay_count_invalid_replay_ids", "42368708867")]
    [InlineData("test_replay_count_invalid_replay_ids", "gzgzgzgzgzgzgzgzgzgzgzgzgzgzgzgz")]
    [InlineData("test_replay_count_invalid_replay_ids", "abcd-12-abcd-12-abcd-12-abcd-12-")]
    [InlineData("test_replay_count_invalid_replay_ids", "e{f@%-}9e{f@%-}9e{f@%-}9e{f@%-}9")]
    public async Task RefusesBadReplayIds(string sentry, string id)
    {
        (HttpStatusCode status, JsonElement answer) = await _client.SendAsync("GET", Path + Uri.EscapeDataString($"replay_id:[{id}]"));
        Assert.Equal((sentry, HttpStatusCode.BadRequest), (sentry, status));
        Assert.Equal("badly formed hexadecimal UUID string", answer.GetProperty("detail").GetString());
    }

    [Theory]
    [InlineData("test_replay_count_invalid_replay_ids", "4204aaaa-aaaa-4aaa-aaaa-aaaaaaaaaaaa")]
    [InlineData("test_replay_count_invalid_replay_ids", "{4204aaaaaaaa4aaaaaaaaaaaaaaaaaaa--")]
    [InlineData("test_replay_count_invalid_replay_ids", "4204AAAAAAAA4AAAAAAAAAAAAAAAAAAA")]
    public async Task ReadsAReplayIdInAnyWriting(string sentry, string id)
    {
        await _client.IngestAsync(Calls.Segment("4204aaaaaaaa4aaaaaaaaaaaaaaaaaaa"));
        Assert.Equal(
            (sentry, "{\"4204aaaaaaaa4aaaaaaaaaaaaaaaaaaa\":1}"), (sentry, await CountAsync(Uri.EscapeDataString($"replay_id:[{id}]"))));
    }

    [Fact]
    public async Task AnswersNothingWhereNoReplayCame()
    {
        await _client.IngestAsync(Calls.Error(Calls.Id(Kind, 141), 42_041));
        Assert.Equal("{}", await CountAsync("issue.id:[42041]"));
    }

    private async Task<string> CountAsync(string query) => (await _client.ReadAsync(Path + query)).GetRawText();

    private static string Occurrence(string id, int issue, string replay) => TopicLines.Insert(
        id, issue, replay, more: ",\"occurrence_id\":\"x\",\"occurrence_data\":{\"id\":\"x\",\"type\":1001,\"issue_title\":\"slow\"}");

    private static string Transaction(int number, string replay) => $$"""
        {"type":"transaction","event_id":"{{Calls.Id(Kind, number)}}","project_id":1,"timestamp":{{Calls.HourAgo}},
        "trace_id":"{{Calls.Id(Kind, 1000 + number)}}","transaction":"t-42","replay_id":"{{replay}}"}
        """.ReplaceLineEndings("");
}
