using System.Text.Json;
using ReplayGraph.Facts;
using ReplayGraph.Links;

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

internal sealed class FateJson : WriteOnlyJson<Fate>
{
    public override void Write(Utf8JsonWriter writer, Fate value, JsonSerializerOptions options) =>
        writer.WriteStringValue(EnumText.Of(value));
}

internal sealed class NodeKindJson : WriteOnlyJson<NodeKind>
{
    public override void Write(Utf8JsonWriter writer, NodeKind value, JsonSerializerOptions options) =>
        writer.WriteStringValue(EnumText.Of(value));
}

internal sealed class LevelJson : WriteOnlyJson<Level>
{
    public override void Write(Utf8JsonWriter writer, Level value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString().ToLowerInvariant());
}

internal sealed class ReplayTypeJson : WriteOnlyJson<ReplayType>
{
    public override void Write(Utf8JsonWriter writer, ReplayType value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value == ReplayType.Session ? "session" : "buffer");
}
