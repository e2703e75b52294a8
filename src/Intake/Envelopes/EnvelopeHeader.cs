using System.Text;
using System.Text.Json;
using ReplayGraph.Facts;
using ReplayGraph.Intake.Json;

namespace ReplayGraph.Intake.Envelopes;

/// <summary>What an envelope's header and its request say about the items.</summary>
internal readonly record struct EnvelopeHeader
{
    internal ProjectId ProjectId { get; init; }

    internal SdkClock Clock { get; init; }

    /// <summary>The id of the first event in the envelope; it overrides the event's own id.</summary>
    internal EventId EventId { get; init; }

    /// <summary>The trace of the dynamic sampling context.</summary>
    internal TraceId TraceId { get; init; }

    /// <summary>The replay of the dynamic sampling context: the browser's, propagated in the baggage of its requests.</summary>
    internal ReplayId ReplayId { get; init; }

    /// <summary>The name of the SDK; items may override it.</summary>
    internal Text Sdk { get; init; }

    /// <summary>The SDK's name, from its client string: <c>sentry.javascript.browser/11.12.0</c>.</summary>
    internal static Text SdkOf(string? client) =>
        JsonText.Cut(Encoding.UTF8.GetBytes(client is null ? "" : client.Split('/')[0]), Limits.NameBytes);

    /// <summary>Reads a header. False if its <c>event_id</c> is invalid.</summary>
    internal static bool TryRead(JsonElement root, ProjectId project, SdkArrival arrival, string? client, out EnvelopeHeader header)
    {
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
        return !header.EventId.IsNone || eventId.ValueKind == JsonValueKind.Undefined;
    }
}
