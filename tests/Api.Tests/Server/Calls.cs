using System.Net;
using System.Text;
using System.Text.Json;

namespace ReplayGraph.Api.Tests.Server;

/// <summary>Short words for what tests do over HTTP.</summary>
internal static class Calls
{
    internal const string Base = "/api/v1/default/";

    /// <summary>Seconds since 1970, an hour ago: recent enough for any retention.</summary>
    internal static long HourAgo { get; } = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - 3600;

    internal static async Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(
        this HttpClient client, string method, string path, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        using HttpResponseMessage answer = await client.RawAsync(method, path, content, headers);
        string text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, text.Length == 0 ? default : JsonElement.Parse(text));
    }

    internal static Task<HttpResponseMessage> RawAsync(
        this HttpClient client, string method, string path, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(new(method), path) { Content = content };
        foreach ((string name, string value) in headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content!.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return client.SendAsync(request);
    }

    internal static async Task<JsonElement> ReadAsync(this HttpClient client, string path, params (string Name, string Value)[] headers)
    {
        (HttpStatusCode status, JsonElement body) = await client.SendAsync("GET", path, null, headers);
        Assert.True(status == HttpStatusCode.OK, $"{path}: {status} {body}");
        return body;
    }

    internal static async Task<JsonElement> IngestAsync(this HttpClient client, params string[] facts)
    {
        (HttpStatusCode status, JsonElement body) = await client.SendAsync("POST", Base + "facts", Lines(facts));
        Assert.True(status == HttpStatusCode.OK, $"{status} {body}");
        return body;
    }

    internal static StringContent Lines(params string[] lines) => new(string.Join('\n', lines), Encoding.UTF8, "application/x-ndjson");

    internal static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    internal static string Id(int kind, int number) => $"{kind:x8}{number:x24}";

    internal static string Error(string id, int issue, string? replay = null, long? at = null, int project = 1, string more = "")
    {
        string tag = replay is null ? "" : $",\"replay_id\":\"{replay}\"";
        return $$"""
            {"type":"error","event_id":"{{id}}","project_id":{{project}},"timestamp":{{at ?? HourAgo}},"group_id":{{issue}}{{tag}}{{more}}}
            """;
    }

    internal static string Segment(string replay, int? segment = 0, long? at = null, int project = 1, string more = "")
    {
        string id = segment is { } number ? $"\"segment_id\":{number}" : "\"segment_id\":null";
        return $$"""
            {"type":"replay_event","replay_id":"{{replay}}","project_id":{{project}},"timestamp":{{at ?? HourAgo}},{{id}}{{more}}}
            """;
    }

    internal static string[] Replays(this JsonElement answer) =>
        [.. answer.GetProperty("replays").EnumerateArray().Select(link => link.GetProperty("replay_id").GetString()!)];
}
