using System.Text.Json;
using ReplayGraph.Intake.Json;

namespace ReplayGraph.Intake.Envelopes;

/// <summary>What an envelope's header says of its items, and what is known of the request that brought it.</summary>
internal readonly record struct EnvelopeHeader
{
    internal ProjectId ProjectId { get; init; }

    internal SdkClock Clock { get; init; }

    /// <summary>The id of the event in the envelope; items may repeat it.</summary>
    internal EventId EventId { get; init; }

    /// <summary>The trace of the dynamic sampling context.</summary>
    internal TraceId TraceId { get; init; }

    /// <summary>The replay of the dynamic sampling context: the browser's, carried on by the baggage of its requests.</summary>
    internal ReplayId ReplayId { get; init; }

    internal static bool TryRead(
        ReadOnlyMemory<byte> json, ProjectId project, Timestamp received, out EnvelopeHeader header, out string error)
    {
        header = default;
        using JsonDocument document = JsonDocument.Parse(json);
        JsonElement root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object)
        {
            error = "the envelope's header is no JSON object";
            return false;
        }

        JsonElement eventId = root.At("event_id");
        JsonElement context = root.At("trace");
        SdkClock.TryReadUnshifted(root.At("sent_at"), out Timestamp sentAt);
        header = new()
        {
            ProjectId = project,
            Clock = new(received, sentAt),
            EventId = SdkValues.Event(eventId),
            TraceId = SdkValues.Trace(context.At("trace_id")),
            ReplayId = SdkValues.Replay(context.At("replay_id")),
        };
        error = "event_id in the envelope's header is no id: 32 hex digits, not all zero";
        return !header.EventId.IsNone || eventId.ValueKind == JsonValueKind.Undefined;
    }
}
