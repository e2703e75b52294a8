using System.Text;
using System.Text.Json;
using ReplayGraph.Facts;
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

    /// <summary>The name of the SDK; items may have one of their own.</summary>
    internal Text Sdk { get; init; }

    /// <summary>The SDK's name in what it calls itself to the server: <c>sentry.javascript.browser/11.12.0</c>.</summary>
    internal static Text SdkOf(string? client) =>
        JsonText.Cut(Encoding.UTF8.GetBytes(client is null ? "" : client.Split('/')[0]), Limits.NameBytes);

    internal static bool TryRead(
        ReadOnlyMemory<byte> json, ProjectId project, Arrival arrival, string? client, out EnvelopeHeader header, out string error)
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
        Text sdk = SdkValues.Name(root.At("sdk").At("name"));
        SdkClock.TryReadUncorrected(root.At("sent_at"), out Timestamp sentAt);
        header = new()
        {
            ProjectId = project,
            Clock = new(arrival, sentAt),
            EventId = SdkValues.Event(eventId),
            TraceId = SdkValues.Trace(context.At("trace_id")),
            ReplayId = SdkValues.Replay(context.At("replay_id")),
            Sdk = sdk.IsNone ? SdkOf(client) : sdk,
        };
        error = "event_id in the envelope's header is no id: 32 hex digits, not all zero";
        return !header.EventId.IsNone || eventId.ValueKind == JsonValueKind.Undefined;
    }
}
