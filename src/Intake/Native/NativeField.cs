using System.Text.Json;

namespace ReplayGraph.Intake.Native;

/// <summary>The fields of native facts, by their names in snake_case. Others are <see cref="Unknown"/> and ignored.</summary>
internal enum NativeField : byte
{
    Unknown,
    Type,
    EventId,
    ProjectId,
    Timestamp,
    TraceId,
    SpanId,
    GroupId,
    Transaction,
    ReplayId,
    Level,
    Platform,
    Environment,
    Release,
    Received,
    PrimaryHash,
    DurationMs,
    RetentionDays,
    SegmentId,
    ReplayStartTimestamp,
    TraceIds,
    ErrorIds,
    Urls,
    ReplayType,
    User,
    Id,
    Username,
    Email,
    Ip,
    IsArchived,
    From,
    Into,
    Hashes,
    Issues,
    EventIds,
    Sdk,
    Title,
}

internal static class NativeFields
{
    private static readonly string[] _names =
        ["", .. Enum.GetNames<NativeField>().Skip(1).Select(JsonNamingPolicy.SnakeCaseLower.ConvertName)];

    /// <summary>Finds a field by its name, by length first: names of the same length differ early.</summary>
    internal static NativeField Find(ReadOnlySpan<byte> name) => name.Length switch
    {
        2 => Is(name, "id"u8, NativeField.Id) | Is(name, "ip"u8, NativeField.Ip),
        3 => Is(name, "sdk"u8, NativeField.Sdk),
        4 => Is(name, "type"u8, NativeField.Type) | Is(name, "from"u8, NativeField.From) | Is(name, "into"u8, NativeField.Into)
            | Is(name, "urls"u8, NativeField.Urls) | Is(name, "user"u8, NativeField.User),
        5 => Is(name, "level"u8, NativeField.Level) | Is(name, "title"u8, NativeField.Title) | Is(name, "email"u8, NativeField.Email),
        6 => Is(name, "hashes"u8, NativeField.Hashes) | Is(name, "issues"u8, NativeField.Issues),
        7 => Is(name, "span_id"u8, NativeField.SpanId) | Is(name, "release"u8, NativeField.Release),
        8 => name[0] switch
        {
            (byte)'e' => Is(name, "event_id"u8, NativeField.EventId),
            (byte)'t' => Is(name, "trace_id"u8, NativeField.TraceId),
            (byte)'g' => Is(name, "group_id"u8, NativeField.GroupId),
            (byte)'p' => Is(name, "platform"u8, NativeField.Platform),
            (byte)'r' => Is(name, "received"u8, NativeField.Received),
            _ => Is(name, "username"u8, NativeField.Username),
        },
        9 => name[0] switch
        {
            (byte)'t' => Is(name, "timestamp"u8, NativeField.Timestamp) | Is(name, "trace_ids"u8, NativeField.TraceIds),
            (byte)'r' => Is(name, "replay_id"u8, NativeField.ReplayId),
            _ => Is(name, "error_ids"u8, NativeField.ErrorIds) | Is(name, "event_ids"u8, NativeField.EventIds),
        },
        10 => Is(name, "project_id"u8, NativeField.ProjectId) | Is(name, "segment_id"u8, NativeField.SegmentId),
        11 => name[0] switch
        {
            (byte)'t' => Is(name, "transaction"u8, NativeField.Transaction),
            (byte)'d' => Is(name, "duration_ms"u8, NativeField.DurationMs),
            (byte)'e' => Is(name, "environment"u8, NativeField.Environment),
            _ => Is(name, "replay_type"u8, NativeField.ReplayType) | Is(name, "is_archived"u8, NativeField.IsArchived),
        },
        12 => Is(name, "primary_hash"u8, NativeField.PrimaryHash),
        14 => Is(name, "retention_days"u8, NativeField.RetentionDays),
        22 => Is(name, "replay_start_timestamp"u8, NativeField.ReplayStartTimestamp),
        _ => NativeField.Unknown,
    };

    /// <summary>The field's name in a line; empty for unknown ones.</summary>
    internal static string Name(this NativeField field) => _names[(int)field];

    private static NativeField Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> wanted, NativeField field) =>
        name.SequenceEqual(wanted) ? field : NativeField.Unknown;
}
