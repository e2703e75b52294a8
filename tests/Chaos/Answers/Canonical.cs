using System.Text.Json.Nodes;

namespace ReplayGraph.Chaos.Answers;

/// <summary>
/// Answers without what the contract leaves open: the order of the pages that a replay saw, which of an event's observations speaks for
/// it, in which order those of one moment are listed, and which of several reasons a missing replay is given.
/// </summary>
/// <param name="ambiguous">The ids of events of which a project has more than one observation.</param>
internal sealed class Canonical(IReadOnlySet<string> ambiguous)
{
    private static readonly string[] _always = ["event_id", "project_id", "timestamp", "replay_id"];

    /// <summary>The text to be compared.</summary>
    internal string Of(Question question, string body)
    {
        if (JsonNode.Parse(body) is not JsonObject answer)
        {
            return body;
        }

        if (answer["edges"] is JsonArray edges)
        {
            foreach (JsonObject edge in edges.OfType<JsonObject>().Where(edge => edge["event"] is JsonObject))
            {
                edge["event"] = edge["event"]!["timestamp"]!.DeepClone();
            }
        }

        if (answer["events"] is JsonArray events)
        {
            answer["events"] = Sorted(events.OfType<JsonObject>().Select(Known));
        }

        if (answer["urls"] is JsonArray urls)
        {
            answer["urls"] = Sorted(urls.Select(url => url!));
        }

        return question.Path == "coverage" && ambiguous.Count > 0 ? "" : WithoutReasons(answer).ToJsonString();
    }

    private JsonNode Known(JsonObject one) => ambiguous.Contains((string)one["event_id"]!)
        ? new JsonObject(_always.Where(one.ContainsKey).Select(name => KeyValuePair.Create(name, one[name]?.DeepClone())))
        : one;

    private static JsonArray Sorted(IEnumerable<JsonNode> nodes) =>
        [.. nodes.Select(node => node.ToJsonString()).Order(StringComparer.Ordinal).Select(text => JsonNode.Parse(text))];

    private static JsonObject WithoutReasons(JsonObject answer)
    {
        IEnumerable<JsonObject> rows = from list in new[] { "totals", "coverage" }
                                       from row in answer[list] as JsonArray ?? []
                                       select row["without"] as JsonObject;
        foreach (JsonObject reasons in rows)
        {
            reasons["other"] = new[] { "pending", "partial", "gone" }.Sum(name => (long?)reasons[name] ?? 0);
            reasons.Remove("pending");
            reasons.Remove("partial");
            reasons.Remove("gone");
        }

        return answer;
    }
}
