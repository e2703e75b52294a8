using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ReplayGraph.Api.Tests.Server;

namespace ReplayGraph.Api.Tests.Sentry;

/// <summary>An upgrade that groups an error otherwise: what was stored before it is found as before, what comes after by the new id.</summary>
[Collection(OpenServerTests.Name)]
public sealed class GroupingVersionTests(OpenServer server)
{
    private const int Kind = 77;
    private readonly HttpClient _client = server.Client;

    [Fact]
    public async Task IdsOfTheOldVersionAnswerWhatWasStoredUnderThem()
    {
        (string replay, string stored, string sent) = (Calls.Id(Kind, 1), Calls.Id(Kind, 2), Calls.Id(Kind, 3));
        long oldIssue = IssueOf(version: 1), newIssue = IssueOf(version: 2);
        await _client.IngestAsync(
            Calls.Segment(replay),
            $"{{\"type\":\"error\",\"event_id\":\"{stored}\",\"project_id\":1,\"timestamp\":{Calls.HourAgo},\"group_id\":{oldIssue},"
                + $"\"replay_id\":\"{replay}\"}}");
        var error = new StringContent(
            $"{{\"event_id\":\"{sent}\",\"message\":\"user 55 of GroupingVersionTests fails\",\"timestamp\":{Calls.HourAgo},"
                + $"\"tags\":{{\"replayId\":\"{replay}\"}}}}");
        (HttpStatusCode status, _) = await _client.SendAsync(
            "POST", "/api/1/store/?sentry_key=0123456789abcdef0123456789abcdef", error);
        Assert.Equal(HttpStatusCode.OK, status);

        Assert.Equal(stored, await OnlyEventAsync(oldIssue));
        Assert.Equal(sent, await OnlyEventAsync(newIssue));
    }

    private static long IssueOf(int version)
    {
        string parts = $"grouping={version}\0project=1\0message=user # of GroupingVersionTests fails\0";
        byte[] hash = MD5.HashData(Encoding.UTF8.GetBytes(parts));
        return (long)(BinaryPrimitives.ReadUInt64BigEndian(hash) & ((1UL << 53) - 1));
    }

    private async Task<string> OnlyEventAsync(long issue)
    {
        (HttpStatusCode status, JsonElement answer) = await _client.SendAsync(
            "POST", Calls.Base + "lookup", Calls.Json($"{{\"issues\":[\"{issue}\"],\"include\":\"events\"}}"));
        Assert.True(status == HttpStatusCode.OK, answer.ToString());
        return answer.GetProperty("events").EnumerateArray().Single().GetProperty("event_id").GetString()!;
    }
}
