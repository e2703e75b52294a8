using System.Globalization;
using System.Net;
using System.Text.Json;
using ReplayGraph.Api.Tests.Server;

namespace ReplayGraph.Api.Tests.Compatibility;

/// <summary>Messages of Sentry's topics, and the calls that take them.</summary>
internal static class TopicLines
{
    /// <summary>An error of project 1 that was received an hour ago.</summary>
    internal static string Insert(
        string id, int issue, string? replay, string hash = "0000000000000000000000000000000a", string more = "") =>
        $$$"""
        [2,"insert",{"project_id":1,"group_id":{{{issue}}},"event_id":"{{{id}}}","primary_hash":"{{{hash}}}","datetime":"{{{Time(0)}}}",
        "data":{"received":{{{Calls.HourAgo}}},"contexts":{"replay":{{{Replay(replay)}}}}}{{{more}}}},{"skip_consume":false}]
        """.ReplaceLineEndings("");

    /// <summary>A message that changes what was inserted, with a <c>datetime</c> a minute later.</summary>
    internal static string Control(string type, string body) =>
        $$"""[2,"{{type}}",{"project_id":1,"transaction_id":"x",{{body}},"datetime":"{{Time(60)}}"}]""";

    internal static async Task SendEventsAsync(this HttpClient client, params string[] lines)
    {
        (HttpStatusCode status, JsonElement body) = await client.SendAsync("POST", Calls.Base + "sentry/events", Calls.Lines(lines));
        Assert.True(status == HttpStatusCode.OK, $"{status} {body}");
    }

    /// <summary>The replays of an issue.</summary>
    internal static async Task<string[]> ReplaysOfAsync(this HttpClient client, int issue) =>
        (await client.ReadAsync($"{Calls.Base}issues/{issue}/replays")).Replays();

    private static string Replay(string? id) => id is null ? "null" : $"{{\"replay_id\":\"{id}\"}}";

    private static string Time(int seconds) => DateTimeOffset.FromUnixTimeSeconds(Calls.HourAgo + seconds)
        .ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
}
