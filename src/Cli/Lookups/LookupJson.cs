using System.Text.Encodings.Web;
using System.Text.Json;
using ReplayGraph.Links;
using ReplayGraph.Shared;

namespace ReplayGraph.Cli.Lookups;

/// <summary>Reads and writes lookup results as the API does: snake_case, ISO 8601 times, unknown values absent.</summary>
internal static class LookupJson
{
    internal static void Write(Stream to, LookupResult answer)
    {
        using var json = new Utf8JsonWriter(to, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteStartArray("replays");
        foreach (Link link in answer.Links)
        {
            Write(json, link, answer.Urls.GetValueOrDefault(link.ReplayId));
        }

        json.WriteEndArray();
        json.WriteNumber("total", answer.Total);
        if (answer.SharedTraces > 0)
        {
            json.WriteNumber("shared_traces", answer.SharedTraces);
        }

        if (answer.Next is not null)
        {
            json.WriteString("next_cursor", answer.Next);
        }

        if (!answer.IsKnown)
        {
            json.WriteBoolean("known", false);
        }

        json.WriteEndObject();
    }

    internal static LookupResult Read(JsonElement root) => new(
        [.. root.GetProperty("replays").EnumerateArray().Select(ReadLink)],
        root.GetProperty("total").GetInt32(),
        root.TryGetProperty("next_cursor", out JsonElement next) ? next.GetString() : null,
        !root.TryGetProperty("known", out JsonElement known) || known.GetBoolean(),
        root.TryGetProperty("shared_traces", out JsonElement shared) ? shared.GetInt32() : 0)
    {
        Urls = ReadUrls(root),
    };

    private static void Write(Utf8JsonWriter json, Link link, string? url)
    {
        json.WriteStartObject();
        json.WriteString("replay_id", link.ReplayId.ToString());
        if (!link.ProjectId.IsNone)
        {
            json.WriteString("project_id", link.ProjectId.ToString());
        }

        json.WriteString("fate", EnumNames<Fate>.Of(link.Fate));
        WriteTime(json, "started_at", link.StartedAt);
        WriteTime(json, "finished_at", link.FinishedAt);
        if (link.FinishedAt != default)
        {
            json.WriteNumber("duration_ms", link.FinishedAt.Milliseconds - link.StartedAt.Milliseconds);
        }

        json.WriteStartArray("evidence");
        foreach (string word in ApiNames.Of(link.Evidence))
        {
            json.WriteStringValue(word);
        }

        json.WriteEndArray();
        json.WriteNumber("events", link.Events);
        WriteTime(json, "first_seen", link.FirstSeen);
        WriteTime(json, "last_seen", link.LastSeen);
        if (Moment.Of(link) is { } moment)
        {
            json.WriteNumber("moment_ms", moment);
        }

        if (url is not null)
        {
            json.WriteString("url", url);
        }

        json.WriteEndObject();
    }

    private static Link ReadLink(JsonElement link) => new(
        ReplayId.Parse(link.GetProperty("replay_id").GetString() ?? ""),
        ReadProject(link),
        ApiNames.FateOf(link.GetProperty("fate").GetString() ?? ""),
        ReadTime(link, "started_at"),
        ReadTime(link, "finished_at"),
        link.GetProperty("evidence").EnumerateArray()
            .Aggregate(Evidence.None, (all, word) => all | ApiNames.Evidence.GetValueOrDefault(word.GetString() ?? "")),
        link.GetProperty("events").GetInt32(),
        ReadTime(link, "first_seen"),
        ReadTime(link, "last_seen"));

    private static Dictionary<ReplayId, string> ReadUrls(JsonElement root)
    {
        var urls = new Dictionary<ReplayId, string>();
        foreach (JsonElement link in root.GetProperty("replays").EnumerateArray())
        {
            if (link.TryGetProperty("url", out JsonElement url) && url.GetString() is { } text)
            {
                urls[ReplayId.Parse(link.GetProperty("replay_id").GetString() ?? "")] = text;
            }
        }

        return urls;
    }

    // Earlier servers wrote a number.
    private static ProjectId ReadProject(JsonElement link) =>
        !link.TryGetProperty("project_id", out JsonElement project) ? default
        : ProjectId.TryParse(project.ToString(), out ProjectId id) ? id
        : throw new FormatException($"'{project}' is not a project id");

    private static void WriteTime(Utf8JsonWriter json, string name, Timestamp time)
    {
        if (time != default)
        {
            json.WriteString(name, time.ToString());
        }
    }

    private static Timestamp ReadTime(JsonElement of, string name) =>
        of.TryGetProperty(name, out JsonElement time) ? Timestamp.From(time.GetDateTimeOffset()) : default;
}
