using System.Text;
using System.Text.Json;
using ReplayGraph.Facts;
using ReplayGraph.Intake.Json;
using ReplayGraph.Intake.Lines;

namespace ReplayGraph.Intake.Envelopes;

/// <summary>
/// Reads envelopes as Sentry's SDKs send them: <c>event</c>, <c>transaction</c>, <c>feedback</c>, <c>replay_event</c>, the same inside
/// <c>replay_video</c>, and segment spans (<c>span</c>), which replace transactions.
/// </summary>
/// <remarks>
/// <para>The replay of an event is the first of: <c>contexts.replay.replay_id</c>, <c>contexts.feedback.replay_id</c>, the tag
/// <c>replayId</c>, or a span's attribute. <c>trace.replay_id</c> in the envelope's header comes last for events of browsers and devices,
/// and first for those of servers. Errors and feedback get an issue by <see cref="Grouping.StandAloneGrouping"/>. Unreadable values in an
/// event count as absent, and long texts are truncated. Only items that are not JSON objects are rejected, and replays and spans without an
/// id.</para>
/// <para>As in Relay, the id in the envelope's header is its event's id. Without one the event keeps its own id, or gets a new one.</para>
/// <para>All other items are skipped, such as <c>replay_recording</c> and unknown types; <c>user_report</c> too, the feedback of older
/// SDKs, which names an event but no replay.</para>
/// <para>Times by a wrong clock are corrected, see <see cref="SdkClock"/>.</para>
/// </remarks>
public static class EnvelopeIntake
{
    /// <summary>Appends the facts of an envelope, or nothing if it is malformed.</summary>
    /// <param name="body">The envelope, uncompressed. It is not used after the call.</param>
    /// <param name="project">The project that it was sent to.</param>
    /// <param name="arrival">When it arrived, and how old it may be.</param>
    /// <param name="into">Receives the facts.</param>
    /// <param name="refusals">Receives the rejected items; <see cref="Refusal.Line"/> is the item's number, from 1.</param>
    /// <param name="client">The client string in the sender's authorization (<c>sentry_client</c>), or null.</param>
    public static EnvelopeOutcome Read(
        ReadOnlyMemory<byte> body, ProjectId project, SdkArrival arrival, FactBatch into, Refusals refusals, string? client = null)
    {
        var splitter = new EnvelopeSplitter(body);
        var items = new List<EnvelopeItem>();
        try
        {
            if (!splitter.TryTakeHeader(out JsonDocument? document))
            {
                return EnvelopeOutcome.Malformed(splitter.Error);
            }

            using (document)
            {
                return !EnvelopeHeader.TryRead(document!.RootElement, project, arrival, client, out EnvelopeHeader header)
                        ? EnvelopeOutcome.Malformed("event_id in the envelope's header is invalid: expected 32 hex digits, not all zero")
                    : splitter.TryTakeItems(items) ? ReadItems(body.Span, items, header, into, refusals)
                    : EnvelopeOutcome.Malformed(splitter.Error);
            }
        }
        catch (InvalidOperationException)
        {
            return EnvelopeOutcome.Malformed($"the header of the envelope or of item {items.Count + 1} has {Malformed.InvalidUnicode}");
        }
    }

    /// <summary>Reads only the DSN of an envelope's header.</summary>
    /// <param name="body">The envelope, uncompressed.</param>
    /// <param name="dsn">The DSN as written, or null.</param>
    /// <param name="error">Why the header cannot be read, and where.</param>
    public static bool TryReadDsn(ReadOnlyMemory<byte> body, out string? dsn, out string error)
    {
        var splitter = new EnvelopeSplitter(body);
        dsn = null;
        if (!splitter.TryTakeHeader(out JsonDocument? document))
        {
            error = splitter.Error;
            return false;
        }

        using (document)
        {
            try
            {
                error = "";
                dsn = JsonText.TryUtf8(document!.RootElement.At("dsn"), out ReadOnlySpan<byte> text) ? Encoding.UTF8.GetString(text) : null;
                return true;
            }
            catch (InvalidOperationException)
            {
                error = $"the envelope's header has {Malformed.InvalidUnicode}";
                return false;
            }
        }
    }

    private static EnvelopeOutcome ReadItems(
        ReadOnlySpan<byte> body, List<EnvelopeItem> items, EnvelopeHeader header, FactBatch into, Refusals refusals)
    {
        EventId answer = header.EventId;
        var places = new BodyPlaces(body);
        int kept = 0, skipped = 0, refused = 0;
        for (int i = 0; i < items.Count; i++)
        {
            ItemOutcome outcome = ReadItem(items[i], header, into, out EventId eventId);
            answer = answer.IsNone ? eventId : answer;

            // The header's id belongs to one event. Relay would reject a second event; here it keeps its own id.
            header = eventId.IsNone ? header : header with { EventId = default };
            kept += outcome.IsKept ? 1 : 0;
            skipped += outcome == ItemOutcome.Skipped ? 1 : 0;
            if (outcome.IsRefused)
            {
                refused++;
                string where = refusals.Count < Refusals.Kept ? $" ({places.Of(items[i].Start + outcome.At)})" : "";
                refusals.Add(i + 1, outcome.Field, outcome.Error + where);
            }
        }

        return new(answer, kept, skipped, refused, null);
    }

    private static ItemOutcome ReadItem(in EnvelopeItem item, in EnvelopeHeader header, FactBatch into, out EventId eventId)
    {
        eventId = default;
        ReadOnlyMemory<byte> payload = item.Payload;
        switch (item.Type)
        {
            case "event" or "security" or "raw_security":
                return SdkItem.Read(payload, EnvelopeLimits.EventBytes, FactKind.Error, header, into, SdkEvent.Read, out eventId);
            case "feedback":
                return SdkItem.Read(payload, EnvelopeLimits.EventBytes, FactKind.Error, header, into, SdkEvent.ReadFeedback, out eventId);
            case "transaction":
                return SdkItem.Read(payload, EnvelopeLimits.EventBytes, FactKind.Transaction, header, into, SdkEvent.Read, out eventId);
            case "span":
                return SdkItem.Read(
                    payload, EnvelopeLimits.SpanBytes, FactKind.Transaction, header, into, SpansOf(item.ItemCount), out _);
            case "replay_video" when !ReplayVideo.TryFindEvent(payload, out payload):
                return ItemOutcome.Refuse("replay_event", "not found in the recording's MessagePack");
            case "replay_event":
                return SdkItem.Read(payload, EnvelopeLimits.ReplayEventBytes, FactKind.Segment, header, into, SdkSegment.Read, out _);
            case "replay_video":
                return SdkItem.Read(payload, EnvelopeLimits.ReplayEventBytes, FactKind.Segment, header, into, SdkSegment.Read, out _)
                    with
                { At = 0 };
            default:
                return ItemOutcome.Skipped;
        }
    }

    // As in Relay, a container is rejected as a whole if its header announces another number of items.
    private static SdkItem.ReadObject SpansOf(long? count) =>
        (JsonElement payload, FactKind kind, in EnvelopeHeader header, FactBatch into, out EventId eventId) =>
        {
            eventId = default;
            JsonElement items = payload.At("items");
            int found = items.ValueKind == JsonValueKind.Array ? items.GetArrayLength() : 0;
            return count is { } announced && announced != found && payload.TryGetProperty("items", out _)
                ? ItemOutcome.Refuse("items", $"found {found} items, but item_count in the item's header is {announced}")
                : SpanItem.Read(payload, kind, header, into, out eventId);
        };
}
