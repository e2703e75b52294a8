using System.Net;
using System.Text;
using System.Text.Json;
using ReplayGraph.Api.Tests.Server;

namespace ReplayGraph.Api.Tests.Compatibility;

/// <summary>Events that name a replay, sent as a peer's test sends them, and looked up again.</summary>
internal static class PeerEvents
{
    internal const string Key = "0123456789abcdef0123456789abcdef";
    internal const string ByKey = "?sentry_key=" + Key;

    private static int _last;

    /// <summary>An event with ids of its own, as JSON.</summary>
    internal static (string Id, string Replay, string Json) New(string more = "")
    {
        int number = Interlocked.Increment(ref _last);
        (string id, string replay) = (Calls.Id(0x7001, number), Calls.Id(0x7002, number));
        return (id, replay, $$$"""
            {"event_id":"{{{id}}}","timestamp":{{{Calls.HourAgo}}},"contexts":{"replay":{"replay_id":"{{{replay}}}"}}{{{more}}}}
            """);
    }

    /// <summary>Sends a body, and gives the status and what it was answered.</summary>
    internal static Task<(HttpStatusCode Status, JsonElement Answer)> PostAsync(
        this HttpClient client, string path, byte[] body, params (string Name, string Value)[] headers) =>
        client.SendAsync("POST", path, new ByteArrayContent(body), headers);

    /// <summary>Sends a text.</summary>
    internal static Task<(HttpStatusCode Status, JsonElement Answer)> PostAsync(
        this HttpClient client, string path, string body, params (string Name, string Value)[] headers) =>
        client.PostAsync(path, Encoding.UTF8.GetBytes(body), headers);

    /// <summary>The replays of an event.</summary>
    internal static async Task<string[]> ReplaysOfAsync(this HttpClient client, string id) =>
        (await client.ReadAsync($"{Calls.Base}events/{id}/replays?fate=any")).Replays();
}
