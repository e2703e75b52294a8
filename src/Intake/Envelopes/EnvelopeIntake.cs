using System.Text;
using System.Text.Json;
using ReplayGraph.Facts;
using ReplayGraph.Intake.Json;
using ReplayGraph.Intake.Lines;

namespace ReplayGraph.Intake.Envelopes;

/// <summary>
/// Reads envelopes as Sentry's SDKs send them: <c>event</c>, <c>transaction</c>, <c>feedback</c>, <c>replay_event</c>, the same inside
/// <c>replay_video</c>, and segment spans (<c>span</c>), which stand where a transaction stood.
/// </summary>
/// <remarks>
/// <para>The replay of an event is the first of: <c>trace.replay_id</c> in the envelope's header, <c>contexts.replay.replay_id</c>,
/// <c>contexts.feedback.replay_id</c>, the tag <c>replayId</c>. Errors and feedback get an issue by
/// <see cref="Grouping.StandAloneGrouping"/>. What cannot be read in an event counts as not sent, and texts that are too long are cut: only
/// an item that is no JSON object is refused, and a replay or a span without an id.</para>
/// <para>The id in the envelope's header is its event's, as in Relay; an event without one there gets its own, or else a new one.</para>
/// <para>Skipped are <c>replay_recording</c>, unknown kinds and all others; <c>user_report</c> too, the feedback of older SDKs: it names
/// the event that it speaks of, and no replay.</para>
/// <para>Times by a clock that is off are corrected, see <see cref="SdkClock"/>.</para>
/// </remarks>
public static class EnvelopeIntake
{
    /// <summary>Appends the facts of an envelope, or nothing if it is malformed.</summary>
    /// <param name="body">The envelope, uncompressed. It is not needed after the call.</param>
    /// <param name="project">The project that it was sent to.</param>
    /// <param name="arrival">When it came in, and how old it may be.</param>
    /// <param name="into">Takes the facts.</param>
    /// <param name="refusals">Takes the bad items; <see cref="Refusal.Line"/> is the item's number, from 1.</param>
    /// <param name="client">What the sender called itself in its authorization (<c>sentry_client</c>); null: nothing.</param>
    public static EnvelopeOutcome Read(
        ReadOnlyMemory<byte> body, ProjectId project, Arrival arrival, FactBatch into, Refusals refusals, string? client = null)
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
                        ? EnvelopeOutcome.Malformed("event_id in the envelope's header is no id: 32 hex digits, not all zero")
                    : splitter.TryTakeItems(items) ? ReadItems(body.Span, items, header, into, refusals)
                    : EnvelopeOutcome.Malformed(splitter.Error);
            }
        }
        catch (InvalidOperationException)
        {
            return EnvelopeOutcome.Malformed($"the header of the envelope, or of its item {items.Count + 1}, has {Malformed.NoUnicode}");
        }
    }

    /// <summary>Reads the DSN that an envelope's header holds, of which nothing else is read.</summary>
    /// <param name="body">The envelope, uncompressed.</param>
    /// <param name="dsn">The DSN as it is written; null if there is none.</param>
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
                error = $"the envelope's header has {Malformed.NoUnicode}";
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

            // It is that of one event: a second one, which Relay would refuse, has its own.
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

    // As in Relay, a container that holds more or fewer items than its header says is refused as a whole.
    private static SdkItem.ReadObject SpansOf(long? count) =>
        (JsonElement payload, FactKind kind, in EnvelopeHeader header, FactBatch into, out EventId eventId) =>
        {
            eventId = default;
            JsonElement items = payload.At("items");
            int found = items.ValueKind == JsonValueKind.Array ? items.GetArrayLength() : 0;
            return count is { } said && said != found && payload.TryGetProperty("items", out _)
                ? ItemOutcome.Refuse("items", $"{found} were found, where item_count in the item's header says {said}")
                : SpanItem.Read(payload, kind, header, into, out eventId);
        };
}
