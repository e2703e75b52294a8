using System.Text.Json;
using System.Text.Json.Serialization;

namespace ReplayGraph.Api.Json;

/// <summary>A converter of a type that is only written.</summary>
internal abstract class WriteOnlyJson<T> : JsonConverter<T>
{
    public sealed override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException($"{typeof(T).Name} is write-only");
}

internal sealed class EventIdJson : WriteOnlyJson<EventId>
{
    public override void Write(Utf8JsonWriter writer, EventId value, JsonSerializerOptions options)
    {
        Span<byte> utf8 = stackalloc byte[32];
        value.WriteTo(utf8);
        writer.WriteStringValue(utf8);
    }
}

internal sealed class TraceIdJson : WriteOnlyJson<TraceId>
{
    public override void Write(Utf8JsonWriter writer, TraceId value, JsonSerializerOptions options)
    {
        Span<byte> utf8 = stackalloc byte[32];
        value.WriteTo(utf8);
        writer.WriteStringValue(utf8);
    }
}

internal sealed class ReplayIdJson : WriteOnlyJson<ReplayId>
{
    public override void Write(Utf8JsonWriter writer, ReplayId value, JsonSerializerOptions options)
    {
        Span<byte> utf8 = stackalloc byte[32];
        value.WriteTo(utf8);
        writer.WriteStringValue(utf8);
    }
}

// Text, since JavaScript and jq round numbers beyond 2^53.
internal sealed class IssueIdJson : WriteOnlyJson<IssueId>
{
    public override void Write(Utf8JsonWriter writer, IssueId value, JsonSerializerOptions options)
    {
        Span<byte> utf8 = stackalloc byte[IssueId.MaxLength];
        writer.WriteStringValue(utf8[..value.WriteTo(utf8)]);
    }
}

internal sealed class ProjectIdJson : WriteOnlyJson<ProjectId>
{
    public override void Write(Utf8JsonWriter writer, ProjectId value, JsonSerializerOptions options)
    {
        Span<byte> utf8 = stackalloc byte[ProjectId.MaxLength];
        writer.WriteStringValue(utf8[..value.WriteTo(utf8)]);
    }
}
