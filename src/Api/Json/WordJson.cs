using System.Text.Json;
using ReplayGraph.Links;
using ReplayGraph.Shared;

namespace ReplayGraph.Api.Json;

internal sealed class TimestampJson : WriteOnlyJson<Timestamp>
{
    public override void Write(Utf8JsonWriter writer, Timestamp value, JsonSerializerOptions options)
    {
        Span<byte> utf8 = stackalloc byte[IsoTimeWriter.Length];
        IsoTimeWriter.Write(value, utf8);
        writer.WriteStringValue(utf8);
    }
}

internal sealed class EvidenceJson : WriteOnlyJson<Evidence>
{
    public override void Write(Utf8JsonWriter writer, Evidence value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (EvidenceKind kind in EvidenceKinds.In(value))
        {
            writer.WriteStringValue(kind.Name);
        }

        writer.WriteEndArray();
    }
}

internal sealed class EnumJson<T> : WriteOnlyJson<T>
    where T : struct, Enum
{
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(EnumNames<T>.Of(value));
}
