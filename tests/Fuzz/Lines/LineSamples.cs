namespace ReplayGraph.Fuzz.Lines;

/// <summary>Sample messages, with all fields that are read.</summary>
internal static class LineSamples
{
    private const string Id = "0123456789abcdef0123456789abcdef";

    /// <summary>Native facts of every kind.</summary>
    internal static IEnumerable<string> Native => Joined(
        """
        {"type":"error","event_id":"ID","project_id":1,"timestamp":1790000000.5,"received":1790000001,"trace_id":"ID",
          "span_id":"00000000000000ff","group_id":17,"transaction":"/\u00e4","replay_id":"ID","level":"error",
          "platform":"javascript","sdk":"sentry.javascript.browser","environment":"production",
          "release":"1.0","primary_hash":"ID","retention_days":90,"x":[{"y":1e5}]}
        """,
        """
        {"type":"transaction","event_id":"ID","project_id":1,"timestamp":"2026-09-21T14:13:20.5+02:00","trace_id":"ID",
          "transaction":"GET /","duration_ms":250}
        """,
        """
        {"type":"replay_event","replay_id":"ID","project_id":1,"segment_id":0,"timestamp":"2026-09-21T14:13:20.5Z",
          "replay_start_timestamp":1789999990,
          "trace_ids":["ID","01234567-89ab-cdef-0123-456789abcdef"],"error_ids":["ID"],"urls":["https://shop/cart","u"],
          "environment":"production","release":"1.0","platform":"javascript","replay_type":"session",
          "user":{"id":"7","username":"ada","email":"a@b.c","ip_address":"::1"},
          "is_archived":false,"retention_days":30}
        """,
        """
        {"type":"event_link","replay_id":"ID","event_id":"ID","project_id":1,"timestamp":1790000000,"level":"warning"}
        {"type":"issue_merge","project_id":1,"from":[1,2],"into":3,"timestamp":1790000000}
        {"type":"issue_unmerge","project_id":1,"from":1,"into":2,"hashes":["ID"],"timestamp":1790000000}
        {"type":"issue_delete","project_id":1,"issues":[1,2],"timestamp":1790000000}
        {"type":"event_delete","project_id":1,"event_ids":["ID"],"primary_hash":"ID","timestamp":1790000000}
        {"type":"event_move","project_id":1,"event_ids":["ID"],"into":2,"timestamp":1790000000}
        {"type":"replay_delete","replay_id":"ID","project_id":1,"timestamp":1790000000}
        """,
        "\uFEFF{\"event_id\":\"ID\",\"project_id\":1,\"timestamp\":1790000000,\"typ\\u0065\":\"error\",\"type\":\"transaction\"}\r\n\n \t\n[]\n");

    /// <summary>Messages of the event stream.</summary>
    internal static IEnumerable<string> EventStream => Joined(
        """
        [2,"insert",{"project_id":7,"group_id":1,"event_id":"ID","datetime":"2026-09-21T14:13:20.000000Z","primary_hash":"ID","retention_days":90,
          "platform":"python","message":"","data":{"type":"error","received":1790000001.5,"timestamp":1790000000.1,
          "level":"warning","environment":"e",
          "release":"r","transaction":"/","contexts":{"trace":{"trace_id":"ID","span_id":"00000000000000ff"},"replay":{"replay_id":"ID"}},
          "tags":[["environment","production"],["sentry:release","1.0"],["level","error"],["replayId","ID"],["transaction","\u00e4"],null]}},
          {"is_new":true}]
        """,
        """
        [2,"insert",{"project_id":7,"event_id":"ID","retention_days":90,"datetime":"2026-09-21T14:13:20Z",
          "platform":"python","data":{"type":"transaction",
          "start_timestamp":1790000000.25,"timestamp":1790000001.75,"received":1790000002,"transaction":"GET /","contexts":{"trace":{
          "trace_id":"ID","span_id":"00000000000000ff","op":"http"},"replay":{"replay_id":"ID"}},"tags":{"environment":"production"}}},{}]
        """,
        """
        [2,"insert",{"project_id":7,"group_id":1,"event_id":"ID","datetime":"2026-09-21T14:13:20Z","primary_hash":"ID","platform":"other",
          "data":{"type":"generic","received":1790000001.5,"client_timestamp":1790000000.1,"environment":"e","release":"r",
          "sdk":{"name":"sentry.cocoa"},"contexts":{"feedback":{"message":"m","replay_id":"ID"}}},
          "occurrence_data":{"id":"ID","type":6001,"level":"info","detection_time":1790000000}},{}]
        """,
        """
        [2,"start_merge",{"project_id":7,"previous_group_ids":[1],"new_group_id":3}]
        [2,"end_merge",{"project_id":7,"previous_group_ids":[1,2],"new_group_id":3,"datetime":"2026-09-21T14:13:20Z"}]
        [2,"end_unmerge",{"project_id":7,"previous_group_id":1,"new_group_id":3,"hashes":["ID"],"datetime":"2026-09-21T14:13:20Z"}]
        [2,"end_delete_groups",{"project_id":7,"group_ids":[1,2],"datetime":"2026-09-21T14:13:20Z"}]
        [2,"tombstone_events",{"project_id":7,"event_ids":["ID"],"old_primary_hash":"ID","from_timestamp":null,"to_timestamp":null}]
        [2,"replace_group",{"project_id":7,"event_ids":["ID"],"new_group_id":3,"transaction_id":"x"}]
        [2,"exclude_groups",{"project_id":7,"group_ids":[1]}]
        """,
        """
        {"organization_id":1,"project_id":7,"event_id":"ID","received":1790000001.5,"retention_days":90,"trace_id":"ID",
          "span_id":"00000000000000ff","parent_span_id":null,"is_segment":true,"start_timestamp":1790000000.5,"end_timestamp":1790000001.25,
          "name":"/t","attributes":{"sentry.replay_id":{"type":"string","value":"ID"},"sentry.release":{"type":"string","value":"r"}}}
        """);

    /// <summary>Messages of the replay topic.</summary>
    internal static IEnumerable<string> ReplayTopic => Joined(
        """
        {"type":"replay_event","replay_id":"ID","project_id":7,"retention_days":90,"start_time":1790000000,"payload":{"type":"replay_event",
          "replay_id":"ID","segment_id":1,"timestamp":1790000000,"replay_start_timestamp":1789999990.5,"replay_type":"buffer",
          "urls":["a",null],"error_ids":["ID"],
          "trace_ids":["ID"],"environment":"production","release":"1.0","platform":"javascript","is_archived":false,
          "user":{"id":1,"username":"ada","email":"a@b.c","ip_address":"10.0.0.7"},"tags":{"a":"b"}}}
        """,
        """
        {"type":"replay_event","replay_id":"ID","project_id":7,
          "payload":[123,34,116,121,112,101,34,58,34,114,101,112,108,97,121,95,116,97,112,34,125]}
        """,
        """
        {"type":"replay_event","replay_id":"ID","project_id":7,
          "payload":{"type":"event_link","replay_id":"ID","error_id":"ID","timestamp":1790000000,"event_hash":"ID"}}
        {"type":"replay_event","replay_id":"ID","project_id":7,
          "payload":{"type":"event_link","replay_id":"ID","fatal_id":"ID","warning_id":"","timestamp":1790000000}}
        {"type":"replay_event","replay_id":"ID","project_id":7,"payload":{"type":"replay_actions","replay_id":"ID","clicks":[]}}
        {"type":"replay_event","replay_id":"ID","project_id":7,"payload":{"type":"replay_viewed","viewed_by_id":1,"timestamp":1790000000}}
        {"type":"replay_event","replay_id":"ID","project_id":7,
          "payload":{"type":"replay_event","segment_id":null,"is_archived":true,"timestamp":1790000000}}
        """);

    /// <summary>Names of fields and kinds that are not in the samples.</summary>
    internal static IEnumerable<string> Words =>
    [
        "type", "event_id", "project_id", "timestamp", "received", "trace_id", "span_id", "group_id", "transaction", "replay_id",
        "level", "platform",
        "environment", "release", "primary_hash", "duration_ms", "retention_days", "segment_id", "replay_start_timestamp", "trace_ids",
        "error_ids",
        "urls", "replay_type", "user", "is_archived", "from", "into", "hashes", "issues", "event_ids", "payload", "data", "contexts",
        "tags",
        "datetime", "error", "replay_event", "insert", "fatal", "debug_id", "info_id", "sample", Id,
    ];

    /// <summary>Expands texts in which ID stands for an id, and two leading spaces continue the line before.</summary>
    internal static IEnumerable<string> Joined(params IEnumerable<string> texts) =>
        texts.Select(text => text.Replace("\n  ", "", StringComparison.Ordinal).Replace("ID", Id, StringComparison.Ordinal));
}
