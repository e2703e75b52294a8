using System.Text;
using System.Text.Json;
using ReplayGraph.Facts;
using ReplayGraph.Fuzz.Lines;
using ReplayGraph.Fuzz.Targets;
using ReplayGraph.Intake.Envelopes;
using ReplayGraph.Intake.Lines;

namespace ReplayGraph.Fuzz.Envelopes;

/// <summary>Envelopes.</summary>
internal sealed class EnvelopeTarget : SdkTarget
{
    internal override string Name => "envelope";

    internal override Shape Shape => Shape.Lines;

    internal override int MaxBytes => 8192;

    internal override IEnumerable<byte[]> Seeds => [.. Texts(Samples), Video, .. Recorded];

    internal override IEnumerable<string> Words => [.. LineSamples.Words, .. _words];

    /// <summary>Envelopes recorded from browsers and Node that are short enough.</summary>
    internal IEnumerable<byte[]> Recorded => Directory
        .EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "recorded"), "*.ndjson").Order(StringComparer.Ordinal)
        .SelectMany(File.ReadLines)
        .Select(BodyOf)
        .Where(body => body.Length <= MaxBytes);

    /// <summary>Envelopes with an item of each kind and all fields that are read.</summary>
    internal static IEnumerable<string> Samples => LineSamples.Joined(
        """
        {"event_id":"ID","sent_at":"2026-09-21T14:13:20Z","dsn":"https://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@o1.ingest/7",
          "sdk":{"name":"sentry.javascript.browser","version":"11.12.0"},
          "trace":{"trace_id":"ID","replay_id":"ID"}}
        {"type":"event","length":172}
        {"event_id":"ID","message":"h\u00e4","tags":[["replayId","ID"]],"exception":{"values":[{"type":"E"}]},"x":"abc"}
        {"type":"replay_event"}
        {"replay_id":"ID","segment_id":0,"timestamp":1790000000,"trace_ids":["ID"]}
        {"type":"span"}
        {"items":[{"trace_id":"ID","span_id":"00000000000000ff","is_segment":true,"name":"n"}]}
        """,
        """
        {"sent_at":"2026-09-21T14:13:20Z"}
        {"type":"event","content_type":"application/json"}
        {"event_id":"ID","timestamp":1790000000.5,"level":"fatal","platform":"javascript","environment":"production","release":"1.0",
          "transaction":"/","logger":"l","message":{"formatted":"f","message":"m %s","params":["s"]},
          "fingerprint":["{{ default }}","x"],"tags":{"environment":"e"},"sdk":{"name":"sentry.java.android"},
          "contexts":{"trace":{"trace_id":"ID","span_id":"00000000000000ff"},"replay":{"replay_id":"ID"}},
          "exception":{"values":[{"type":"TypeError","value":"x is 7","module":"m","mechanism":{"type":"generic","handled":true,
          "exception_id":1,"parent_id":0},"stacktrace":{"frames":[{"filename":"a.js","function":"f","module":"m","in_app":true,"lineno":1,
          "context_line":"x()"}]}}]},
          "threads":{"values":[{"id":1,"crashed":true,"stacktrace":{"frames":[{"function":"g"}]}}]}}
        {"type":"transaction"}
        {"event_id":"ID","type":"transaction","start_timestamp":1790000000,"timestamp":1790000001.25,"transaction":"GET /",
          "contexts":{"trace":{"trace_id":"ID"}}}
        {"type":"client_report"}
        {"discarded_events":[]}
        """,
        """
        {"event_id":"ID"}
        {"type":"event"}
        {"fingerprint":["{{transaction}}","{{ error.type }}","{{ stack.package }}","{{ tags.a }}","{{ message }}","{{ level }}",true,3.5],
          "tags":[["a",false]],"sentry.interfaces.Message":{"message":"%s","params":{"a":"10.0.0.1"}},
          "sentry.interfaces.Exception":{"type":"E","value":"'a' 5ms 2026-11-20T10:00:00Z 0xff ::1 a@b.c https://a/b"},
          "sentry.interfaces.Stacktrace":{"frames":[{"package":"/a/b","raw_function":"f"}]}}
        {"type":"event"}
        {"threads":[{"current":true,"raw_stacktrace":{"frames":[{"symbol":"g"}]}}],"logentry":["x"],"checksum":"c"}
        {"type":"security"}
        {"csp":{"effective-directive":"img-src","blocked_uri":"https://a/b","document_uri":"https://a/"},"request":{"url":"/?q"}}
        """,
        """
        {"event_id":"ID"}
        {"type":"replay_event","length":270}
        {"type":"replay_event","event_id":"ID","replay_id":"ID","segment_id":3,"timestamp":1790000000.5,"replay_start_timestamp":1789999990,
          "urls":["https://shop/"],"error_ids":["ID"],"trace_ids":["ID"],"replay_type":"buffer","environment":"e","release":"r",
          "platform":"javascript",          "user":{"id":1,"username":"ada","email":"a@b.c","ip_address":"{{auto}}"}}
        {"type":"replay_recording","length":5}
        {"a":1}
        """,
        """
        {}
        {"type":"span","item_count":2,"content_type":"application/vnd.sentry.items.span.v2+json"}
        {"version":2,"ingest_settings":{"infer_ip":"auto"},"items":[{"trace_id":"ID","span_id":"00000000000000ff",
          "segment_id":"00000000000000ff",
          "start_timestamp":1790000000,"end_timestamp":1790000001,
          "attributes":{"sentry.replay_id":{"type":"string","value":"ID"},"sentry.segment.name":{"type":"string","value":"GET /"},
          "sentry._internal.replay_is_buffering":{"value":true},"sentry.sdk.name":{"value":"sentry.javascript.vue"},
          "sentry.environment":{"value":"e"},"sentry.release":{"value":"r"},"sentry.platform":{"value":"node"}}},{"span_id":"0"},{"is_segment":true}]}
        {"type":"span"}
        {"trace_id":"ID","span_id":"00000000000000ff","is_segment":true,"timestamp":1790000001,"description":"d","data":{"sentry.replay_id":"ID"},
          "sentry_tags":{"transaction":"t","release":"r"}}
        {"type":"span"}
        {"trace_id":"ID","span_id":"00000000000000ff","op":"ui.interaction.click","start_timestamp":1790000000,"timestamp":1790000001,
          "data":{"transaction":"/users/:id","replay_id":"ID","release":"r","environment":"e"},"tags":[["environment","e"]]}
        {"type":"session","length":2}
        {}
        {"type":"feedback"}
        {"event_id":"ID","type":"feedback","timestamp":1790000000,"contexts":{"feedback":{"message":"m","replay_id":"ID"}}}
        """);

    private static readonly string[] _words =
        ["event", "span", "replay_video", "replay_recording", "length", "sent_at", "trace", "dsn", "exception", "values", "items", "is_segment",
         "attributes", "value", "end_timestamp", "start_timestamp", "fingerprint", "{{ default }}", "message", "stacktrace", "frames",
         "in_app", "feedback", "sdk", "name", "sentry.sdk.name", "sentry._internal.replay_is_buffering", "ingest_settings",
         "sentry.transaction", "segment_name", "op", "ui.webvital.lcp", "parent_span_id",
         "threads", "csp", "sentry.interfaces.Exception", "{{ message }}", "params"];

    // A MessagePack map from names to bytes, as mobile SDKs send it.
    private static byte[] Video
    {
        get
        {
            byte[] replay = """{"replay_id":"0123456789abcdef0123456789abcdef","segment_id":0,"timestamp":1790000000}"""u8.ToArray();
            byte[] map = [0x82, 0xAC, .. "replay_video"u8, 0xC4, 1, 0, 0xAC, .. "replay_event"u8, 0xC4, (byte)replay.Length, .. replay];
            byte[] heads = Encoding.ASCII.GetBytes($"{{}}\n{{\"type\":\"replay_video\",\"length\":{map.Length}}}\n");
            return [.. heads, .. map];
        }
    }

    private static byte[] BodyOf(string recorded)
    {
        JsonElement request = JsonElement.Parse(recorded);
        return request.TryGetProperty("body_base64", out JsonElement base64)
            ? base64.GetBytesFromBase64()
            : Encoding.UTF8.GetBytes(request.GetProperty("body").GetString()!);
    }

    protected override EnvelopeOutcome Read(ReadOnlyMemory<byte> body, FactBatch into, Refusals refusals) =>
        EnvelopeIntake.Read(body, new(7), Arrival, into, refusals);
}
