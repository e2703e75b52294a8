using System.Net;
using System.Text.Json;
using ReplayGraph.Api.Tests.Server;

namespace ReplayGraph.Api.Tests.Lookups;

/// <summary>
/// Ids of issues and projects have 64 bits. A client that reads JSON numbers as doubles would round them, so answers write them as text,
/// and requests may send them either way.
/// </summary>
[Collection(OpenServerTests.Name)]
public sealed class LargeIdTests(OpenServer server)
{
    private const int Kind = 8;
    private const string Issue = "6814318498608254002";
    private const string Other = "6814318498608254003";
    private const string Project = "9223372036854775807";

    private readonly HttpClient _client = server.Client;

    [Fact]
    public async Task AreTextInEveryAnswer()
    {
        string replay = Calls.Id(Kind, 1);
        string error = Calls.Id(Kind, 2);
        await _client.IngestAsync(Segment(replay), Error(error, replay, Issue));
        string[] paths =
        [
            $"issues/{Issue}/replays", $"replays/{replay}", $"replays/{replay}/issues", $"replays/{replay}/events",
            $"nodes/replay/{replay}/edges?kind=issue", $"nodes/issue/{Issue}/edges?kind=event", $"nodes/issue/{Issue}/edges?kind=replay",
            $"coverage?project={Project}",
        ];
        foreach (string path in paths)
        {
            AssertIdsAreText(path, await _client.ReadAsync(Calls.Base + path));
        }

        JsonElement issues = await _client.ReadAsync($"{Calls.Base}replays/{replay}/issues");
        Assert.Equal([Issue], issues.GetProperty("issues").EnumerateArray().Select(id => id.GetString()));
        JsonElement link = (await _client.ReadAsync($"{Calls.Base}issues/{Issue}/replays")).GetProperty("replays")[0];
        Assert.Equal(Project, link.GetProperty("project_id").GetString());
        JsonElement shown = (await _client.ReadAsync($"{Calls.Base}replays/{replay}/events")).GetProperty("events")[0];
        Assert.Equal((Issue, Project), (shown.GetProperty("issue_id").GetString(), shown.GetProperty("project_id").GetString()));
    }

    [Theory]
    [InlineData(Issue)]
    [InlineData($"\"{Issue}\"")]
    public async Task AreTakenEitherWayByALookup(string issue)
    {
        string replay = Calls.Id(Kind, 11);
        await _client.IngestAsync(Segment(replay), Error(Calls.Id(Kind, 12), replay, Issue));
        (HttpStatusCode status, JsonElement answer) = await _client.SendAsync(
            "POST",
            Calls.Base + "lookup",
            Calls.Json($$"""{"issues":[{{issue}}],"project":[{{Project}},"{{Project}}"],"include":["events","by_key"]}"""));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains(replay, answer.Replays());
        Assert.Equal(Issue, answer.GetProperty("by_key")[0].GetProperty("id").GetString());
        AssertIdsAreText("lookup", answer);
    }

    [Fact]
    public async Task AreTakenEitherWayByFacts()
    {
        string replay = Calls.Id(Kind, 21);
        string inText = $"\"{Project}\"";
        await _client.IngestAsync(
            Segment(replay).Replace(Project, inText, StringComparison.Ordinal),
            Error(Calls.Id(Kind, 22), replay, $"\"{Other}\"").Replace(Project, inText, StringComparison.Ordinal),
            $$"""{"type":"issue_merge","project_id":{{inText}},"from":["{{Other}}"],"into":"31","timestamp":{{Calls.HourAgo + 1}}}""");
        Assert.Equal([replay], (await _client.ReadAsync($"{Calls.Base}issues/31/replays")).Replays());
    }

    [Fact]
    public async Task CountsStayKeyedByText()
    {
        string replay = Calls.Id(Kind, 41);
        await _client.IngestAsync(Segment(replay), Error(Calls.Id(Kind, 42), replay, "6814318498608254004"));
        JsonElement counts = await _client.ReadAsync(
            "/api/0/organizations/default/replay-count/?query=issue.id:%5B6814318498608254004%5D&statsPeriod=1d");
        Assert.Equal("{\"6814318498608254004\":1}", counts.ToString());
    }

    [Fact]
    public async Task AnIssueWithItsEarlierIdAnswersAndOneMergeJoinsItToItsSuccessor()
    {
        (string before, string after, string error) = (Calls.Id(Kind, 51), Calls.Id(Kind, 52), Calls.Id(Kind, 53));
        (HttpStatusCode status, _) = await _client.SendAsync(
            "POST",
            "/api/1/store/?sentry_key=0123456789abcdef0123456789abcdef",
            Calls.Json($$$"""
                {"event_id":"{{{error}}}","timestamp":{{{Calls.HourAgo}}},"fingerprint":["again"],
                 "contexts":{"replay":{"replay_id":"{{{after}}}"} } }
                """));
        Assert.Equal(HttpStatusCode.OK, status);
        JsonElement edges = await _client.ReadAsync($"{Calls.Base}nodes/event/{error}/edges?kind=issue");
        string now = edges.GetProperty("edges")[0].GetProperty("id").GetString()!;
        long id = long.Parse(now, System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(id, 1, (1L << 53) - 1);

        // Grouping made ids of 63 bits: this one has the same lower 53.
        long old = id | (1L << 61);
        await _client.IngestAsync(
            Calls.Segment(before), Calls.Segment(after),
            Calls.Error(Calls.Id(Kind, 54), 1, before).Replace("\"group_id\":1,", $"\"group_id\":{old},", StringComparison.Ordinal));
        Assert.Equal([before], (await _client.ReadAsync($"{Calls.Base}issues/{old}/replays")).Replays());
        Assert.Equal([after], (await _client.ReadAsync($"{Calls.Base}issues/{now}/replays")).Replays());

        await _client.IngestAsync(
            $$"""{"type":"issue_merge","project_id":"1","from":["{{old}}"],"into":"{{now}}","timestamp":{{Calls.HourAgo + 60}}}""");
        Assert.Equal([before, after], (await _client.ReadAsync($"{Calls.Base}issues/{now}/replays")).Replays().Order());
    }

    private static string Segment(string replay) => Calls.Segment(replay).Replace(
        "\"project_id\":1,", $"\"project_id\":{Project},", StringComparison.Ordinal);

    private static string Error(string id, string replay, string issue) => Calls.Error(id, 1, replay)
        .Replace("\"project_id\":1,", $"\"project_id\":{Project},", StringComparison.Ordinal)
        .Replace("\"group_id\":1,", $"\"group_id\":{issue},", StringComparison.Ordinal);

    private static void AssertIdsAreText(string where, JsonElement answer)
    {
        switch (answer.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (JsonProperty member in answer.EnumerateObject())
                {
                    bool isId = member.Name is "issue_id" or "project_id" or "id";
                    Assert.True(
                        !isId || member.Value.ValueKind == JsonValueKind.String, $"{where}: {member.Name} is {member.Value.GetRawText()}");
                    AssertIdsAreText(where, member.Value);
                }

                break;
            case JsonValueKind.Array:
                foreach (JsonElement item in answer.EnumerateArray())
                {
                    AssertIdsAreText(where, item);
                }

                break;
        }
    }
}
