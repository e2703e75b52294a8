using System.Text.Json;
using ReplayGraph.Facts;
using ReplayGraph.Intake.Json;
using ReplayGraph.Intake.Spans;

namespace ReplayGraph.Intake.Envelopes;

/// <summary>
/// Reads a <c>span</c> as SDKs send it: a container, <c>{"version":2,"items":[..]}</c>, or a single span of the older form.
/// <see cref="SpanFact"/> defines which spans hold a fact.
/// </summary>
internal static class SpanItem
{
    private const string JavaScript = "javascript";

    internal static ItemOutcome Read(JsonElement payload, FactKind kind, in EnvelopeHeader header, FactBatch into, out EventId eventId)
    {
        eventId = default;
        JsonElement items = payload.At("items");
        if (items.ValueKind != JsonValueKind.Array)
        {
            // Only pages send single spans with the JavaScript SDKs: an interaction or a web vital.
            return SpanFact.IsSegmentAlone(payload) ? ReadSpan(payload, true, header, into) : ItemOutcome.Skipped;
        }

        // Only pages ask the server to derive their address and browser.
        bool isPage = payload.At("ingest_settings").ValueKind == JsonValueKind.Object;

        // One bad span must not discard the others of its container; the refusal names the first.
        ItemOutcome result = ItemOutcome.Skipped;
        int at = 0;
        foreach (JsonElement span in items.EnumerateArray())
        {
            ItemOutcome outcome = ReadItem(span, isPage, header, into);
            bool isKept = result.IsKept || outcome.IsKept;
            result = outcome.IsRefused && !result.IsRefused ? ItemOutcome.Refuse($"items[{at}].{outcome.Field}".TrimEnd('.'), outcome.Error!)
                : outcome.IsKept && !result.IsRefused ? outcome : result;
            result = result with { IsKept = isKept };
            at++;
        }

        return result;
    }

    private static ItemOutcome ReadItem(JsonElement span, bool isPage, in EnvelopeHeader header, FactBatch into)
    {
        try
        {
            return SpanFact.IsSegment(span) ? ReadSpan(span, isPage, header, into) : ItemOutcome.Skipped;
        }
        catch (InvalidOperationException)
        {
            return ItemOutcome.Refuse("", Malformed.InvalidUnicode);
        }
    }

    private static ItemOutcome ReadSpan(JsonElement span, bool isPage, in EnvelopeHeader header, FactBatch into)
    {
        TraceId traceId = SdkValues.Trace(span.At("trace_id"));
        ulong spanId = SdkValues.Span(span.At("span_id"));
        if (traceId.IsNone || spanId == 0)
        {
            return traceId.IsNone
                ? ItemOutcome.Refuse("trace_id", "missing or invalid: expected an id of 32 hex digits, not all zero")
                : ItemOutcome.Refuse("span_id", SpanIds.Expected);
        }

        JsonElement endTime = span.At("end_timestamp");
        endTime = endTime.ValueKind == JsonValueKind.Undefined ? span.At("timestamp") : endTime;
        Timestamp end = header.Clock.Read(endTime, span.At("start_timestamp"), out Timestamp start);
        EventFact fact = SpanFact.Of(span, header.ProjectId, traceId, spanId, start, end);
        Text sdk = fact.Sdk.IsNone ? header.Sdk : fact.Sdk;
        Text platform = fact.Platform.IsNone && isPage && sdk.Span.StartsWith("sentry.javascript."u8) ? JavaScript : fact.Platform;
        into.Add(fact with
        {
            Received = header.Clock.Received,
            ReplayId = NamedReplay.Of(header.ReplayId, fact.ReplayId, platform, sdk),
            Platform = platform,
            Sdk = sdk,
        });
        return ItemOutcome.Kept;
    }
}
