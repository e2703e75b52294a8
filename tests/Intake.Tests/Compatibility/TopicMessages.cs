using System.Text.Json.Nodes;
using ReplayGraph.Intake.EventStream;
using ReplayGraph.Intake.ReplayTopic;
using ReplayGraph.Intake.Tests.Envelopes;

namespace ReplayGraph.Intake.Tests.Compatibility;

/// <summary>
/// The least message of each kind that Sentry's topics carry: event ID1 of project 7 and issue 124, trace ID4, replay ID2. A test merges
/// into it what it is about, where objects are merged member by member, and anything else replaces what was there.
/// </summary>
internal static class TopicMessages
{
    private const string ErrorBody = """
        {"project_id":7,"group_id":124,"event_id":"ID1","primary_hash":"ID4","datetime":"2026-09-21T14:13:20.250000Z",
        "data":{"received":1790000001,"contexts":{"trace":{"trace_id":"ID4"}}}}
        """;

    private const string TransactionBody = """
        {"project_id":7,"group_id":null,"event_id":"ID1","datetime":"2026-09-21T14:13:20.250000Z",
        "data":{"type":"transaction","transaction":"/cart","start_timestamp":1790000000.25,"timestamp":1790000002.5,
        "contexts":{"trace":{"trace_id":"ID4"}}}}
        """;

    private const string Occurrence = """
        {"occurrence_data":{"id":"ID3","type":6001,"issue_title":"a slow page","fingerprint":["a"],"detection_time":1790000003}}
        """;

    private const string Outer = """{"type":"replay_event","start_time":1790000009,"replay_id":"ID2","project_id":7,"retention_days":30}""";

    internal static ReadFacts ReadError(string more = "{}", string data = "{}") => ReadInsert(ErrorBody, more, data);

    internal static ReadFacts ReadTransaction(string more = "{}", string data = "{}") => ReadInsert(TransactionBody, more, data);

    internal static ReadFacts ReadOccurrence(string more = "{}", string data = "{}") =>
        ReadInsert(Merge(ErrorBody, Occurrence), more, data);

    internal static ReadFacts ReadControl(string type, string body) =>
        Read($"[2,\"{type}\",{Merge("{\"project_id\":7}", body)}]");

    /// <summary>A line of the topics of events, transactions and occurrences.</summary>
    internal static ReadFacts Read(string line) => ReadFacts.Of(
        SdkEnvelope.Fill(line), (body, into, refusals) => EventStreamIntake.Read(body, ReadFacts.Received, into, refusals));

    /// <summary>A message of the replays' topic, its payload an object or a list of bytes.</summary>
    internal static ReadFacts ReadReplay(string payload, string more = "{}")
    {
        JsonNode message = Parsed(Outer)!;
        JsonNode? inner = Parsed(payload);
        message["payload"] = inner is JsonObject ? Merged(inner, Parsed(more)) : inner;
        return ReadFacts.Of(message.ToJsonString(), (body, into, refusals) => ReplayTopicIntake.Read(body, into, refusals));
    }

    /// <summary>One object merged into another.</summary>
    internal static string Merge(string into, string more) => Merged(Parsed(into), Parsed(more))!.ToJsonString();

    private static ReadFacts ReadInsert(string body, string more, string data)
    {
        JsonNode merged = Merged(Parsed(body), Parsed(more))!;
        merged["data"] = Merged(merged["data"], Parsed(data));
        return Read($$"""[2,"insert",{{merged.ToJsonString()}},{"is_new":true}]""");
    }

    private static JsonNode? Parsed(string json) => JsonNode.Parse(SdkEnvelope.Fill(json));

    private static JsonNode? Merged(JsonNode? into, JsonNode? more)
    {
        if (into is not JsonObject target || more is not JsonObject added)
        {
            return more?.DeepClone();
        }

        foreach ((string name, JsonNode? value) in added)
        {
            target[name] = Merged(target[name], value);
        }

        return target;
    }
}
