using System.Buffers.Binary;
using System.Text.Json;
using ReplayGraph.Facts;

namespace ReplayGraph.Intake.Json;

/// <summary>Lenient reads of SDK data: unreadable values count as absent.</summary>
internal static class SdkValues
{
    internal static EventId Event(JsonElement value) =>
        MessageFields.IsString(value, out ReadOnlySpan<byte> text) && EventId.TryParse(JsonText.Trim(text), out EventId id) ? id : default;

    /// <summary>A new id for an event without one.</summary>
    internal static EventId NewEvent() =>
        new(BinaryPrimitives.ReadUInt128BigEndian(Guid.NewGuid().ToByteArray(bigEndian: true)));

    internal static TraceId Trace(JsonElement value) => new(Event(value).Value);

    internal static ReplayId Replay(JsonElement value) => new(Event(value).Value);

    internal static ulong Span(JsonElement value) =>
        MessageFields.IsString(value, out ReadOnlySpan<byte> text) && SpanIds.TryParse(text, out ulong id) ? id : 0;

    internal static Text Name(JsonElement value) => JsonText.Cut(value, Limits.NameBytes);

    internal static Text Text(JsonElement value) => JsonText.Cut(value, Limits.TextBytes);

    /// <summary>The valid ids of a list, up to the limit of a fact.</summary>
    internal static EventId[] Events(JsonElement list) =>
        list.ValueKind != JsonValueKind.Array ? []
            : [.. list.EnumerateArray().Select(Event).Where(id => !id.IsNone).Take(Limits.ListItems)];

    /// <inheritdoc cref="Events"/>
    internal static TraceId[] Traces(JsonElement list) => [.. Events(list).Select(id => new TraceId(id.Value))];

    /// <summary>The texts of a list, up to the limit of a fact.</summary>
    internal static Text[] Texts(JsonElement list) =>
        list.ValueKind != JsonValueKind.Array ? []
            : [.. list.EnumerateArray().Select(Text).Where(text => !text.IsNone).Take(Limits.ListItems)];
}
