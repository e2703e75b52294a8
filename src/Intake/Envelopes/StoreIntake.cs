using System.Buffers;
using System.Buffers.Text;
using System.IO.Compression;
using System.Text.Json;
using ReplayGraph.Facts;
using ReplayGraph.Intake.Json;
using ReplayGraph.Intake.Lines;

namespace ReplayGraph.Intake.Envelopes;

/// <summary>
/// Reads what old SDKs send to <c>/store/</c>: one event, transaction or feedback (by its <c>type</c>) without an envelope. The body is
/// JSON or base64 of JSON, which may be deflated (zlib) and is inflated up to <see cref="EnvelopeLimits.EventBytes"/>. An event without an
/// id gets one.
/// </summary>
public static class StoreIntake
{
    /// <summary>Appends the event's fact, or nothing if the body is not an event.</summary>
    /// <param name="body">The body, with its Content-Encoding decoded. It is not used after the call.</param>
    /// <param name="project">The project that it was sent to.</param>
    /// <param name="arrival">When it arrived, and how old it may be.</param>
    /// <param name="into">Receives the fact.</param>
    /// <param name="refusals">Receives the refusal of an event with an invalid id; its line is 1.</param>
    /// <param name="client">The client string in the sender's authorization (<c>sentry_client</c>), or null.</param>
    public static EnvelopeOutcome Read(
        ReadOnlyMemory<byte> body, ProjectId project, SdkArrival arrival, FactBatch into, Refusals refusals, string? client = null)
    {
        ReadOnlyMemory<byte> json = body.TrimStart(" \t\r\n"u8);
        if (json.IsEmpty)
        {
            return EnvelopeOutcome.Malformed("empty request body: expected an event as a JSON object");
        }

        int start = body.Length - json.Length;
        bool isPlain = json.Span[0] == '{';
        if (!isPlain && IsJson(json))
        {
            return EnvelopeOutcome.Malformed("the event is not a JSON object (line 1, byte 0)");
        }

        if (!isPlain && !TryInflate(json.Span, out json, out string error))
        {
            return EnvelopeOutcome.Malformed(error);
        }

        var header = new EnvelopeHeader { ProjectId = project, Clock = new(arrival, default), Sdk = EnvelopeHeader.SdkOf(client) };
        ItemOutcome outcome = SdkItem.Read(json, EnvelopeLimits.EventBytes, FactKind.Error, header, into, ReadByType, out EventId eventId);
        if (!outcome.IsRefused)
        {
            return new(eventId, 1, 0, 0, null);
        }

        string place = isPlain ? new BodyPlaces(body.Span).Of(start + outcome.At) : new BodyPlaces(json.Span).Of(outcome.At);
        string why = $"{outcome.Error} ({place})";
        if (outcome.Field.Length == 0)
        {
            return EnvelopeOutcome.Malformed($"the event: {why}");
        }

        refusals.Add(1, outcome.Field, why);
        return new(default, 0, 0, 1, null);
    }

    private static ItemOutcome ReadByType(
        JsonElement sdkEvent, FactKind kind, in EnvelopeHeader header, FactBatch into, out EventId eventId)
    {
        JsonElement id = sdkEvent.At("event_id");
        if (id.ValueKind != JsonValueKind.Undefined && SdkValues.Event(id).IsNone)
        {
            eventId = default;
            return ItemOutcome.Refuse("event_id", "invalid id: expected 32 hex digits, not all zero, or no event_id");
        }

        MessageFields.IsString(sdkEvent.At("type"), out ReadOnlySpan<byte> type);
        bool isTransaction = type.SequenceEqual("transaction"u8);
        return SdkEvent.Read(sdkEvent, isTransaction ? FactKind.Transaction : kind, header, into, out eventId);
    }

    // Base64 of deflated data is longer than any JSON literal and has no brackets, blanks or quotes.
    private static bool IsJson(ReadOnlyMemory<byte> body)
    {
        try
        {
            Documents.Parse(body).Dispose();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool TryInflate(ReadOnlySpan<byte> base64, out ReadOnlyMemory<byte> json, out string error)
    {
        json = default;
        base64 = base64.TrimEnd(" \t\r\n"u8);
        byte[] deflated = new byte[Base64.GetMaxDecodedFromUtf8Length(base64.Length)];
        if (Base64.DecodeFromUtf8(base64, deflated, out _, out int length) != OperationStatus.Done)
        {
            error = "the body is neither a JSON object nor base64 of a deflated one";
            return false;
        }

        if (length > 0 && deflated[0] == '{')
        {
            json = deflated.AsMemory(0, length);
            error = "";
            return true;
        }

        using var stream = new ZLibStream(new MemoryStream(deflated, 0, length), CompressionMode.Decompress);
        byte[] inflated = new byte[EnvelopeLimits.EventBytes + 1];
        try
        {
            int read = stream.ReadAtLeast(inflated, inflated.Length, throwOnEndOfStream: false);
            json = inflated.AsMemory(0, read);
            error = $"the body inflates to more than {EnvelopeLimits.EventBytes} bytes";
            return read <= EnvelopeLimits.EventBytes;
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            // IOException: the data needs a dictionary.
            error = "the body is base64, but not of zlib data";
            return false;
        }
    }
}
