using System.Buffers;
using System.Buffers.Text;
using System.IO.Compression;
using System.Text.Json;
using ReplayGraph.Facts;
using ReplayGraph.Intake.Json;
using ReplayGraph.Intake.Lines;

namespace ReplayGraph.Intake.Envelopes;

/// <summary>
/// Reads what old SDKs send to <c>/store/</c>: one event, transaction or feedback (by its <c>type</c>) without an envelope, as JSON, or as
/// the base64 of its deflated (zlib) JSON, which is inflated up to <see cref="EnvelopeLimits.EventBytes"/>.
/// </summary>
public static class StoreIntake
{
    /// <summary>Appends the event's fact, or nothing if the body is no event.</summary>
    /// <param name="body">The body, its Content-Encoding undone. It is not needed after the call.</param>
    /// <param name="project">The project that it was sent to.</param>
    /// <param name="arrival">When it came in, and how old it may be.</param>
    /// <param name="into">Takes the fact.</param>
    /// <param name="refusals">Takes the refusal of an event that lacks what it needs; its line is 1.</param>
    /// <param name="client">What the sender called itself in its authorization (<c>sentry_client</c>); null: nothing.</param>
    public static EnvelopeOutcome Read(
        ReadOnlyMemory<byte> body, ProjectId project, Arrival arrival, FactBatch into, Refusals refusals, string? client = null)
    {
        ReadOnlyMemory<byte> json = body.Trim(" \t\r\n"u8);
        if (!json.IsEmpty && json.Span[0] != '{' && !TryInflate(json.Span, out json, out string error))
        {
            return EnvelopeOutcome.Malformed(error);
        }

        var header = new EnvelopeHeader { ProjectId = project, Clock = new(arrival, default), Sdk = EnvelopeHeader.SdkOf(client) };
        ItemOutcome outcome = SdkItem.Read(json, EnvelopeLimits.EventBytes, FactKind.Error, header, into, ReadByType, out EventId eventId);
        if (!outcome.IsRefused)
        {
            return new(eventId, 1, 0, 0, null);
        }

        if (outcome.Field.Length == 0)
        {
            return EnvelopeOutcome.Malformed(outcome.Error!);
        }

        refusals.Add(1, outcome.Field, outcome.Error!);
        return new(default, 0, 0, 1, null);
    }

    private static ItemOutcome ReadByType(
        JsonElement sdkEvent, FactKind kind, in EnvelopeHeader header, FactBatch into, out EventId eventId)
    {
        MessageFields.IsString(sdkEvent.At("type"), out ReadOnlySpan<byte> type);
        bool isTransaction = type.SequenceEqual("transaction"u8);
        return SdkEvent.Read(sdkEvent, isTransaction ? FactKind.Transaction : kind, header, into, out eventId);
    }

    private static bool TryInflate(ReadOnlySpan<byte> base64, out ReadOnlyMemory<byte> json, out string error)
    {
        json = default;
        byte[] deflated = new byte[Base64.GetMaxDecodedFromUtf8Length(base64.Length)];
        if (Base64.DecodeFromUtf8(base64, deflated, out _, out int length) != OperationStatus.Done)
        {
            error = "neither JSON nor base64";
            return false;
        }

        using var stream = new ZLibStream(new MemoryStream(deflated, 0, length), CompressionMode.Decompress);
        byte[] inflated = new byte[EnvelopeLimits.EventBytes + 1];
        try
        {
            int read = stream.ReadAtLeast(inflated, inflated.Length, throwOnEndOfStream: false);
            json = inflated.AsMemory(0, read);
            error = $"inflates to more than {EnvelopeLimits.EventBytes} bytes";
            return read <= EnvelopeLimits.EventBytes;
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            // The latter for data that needs a dictionary, which nobody has.
            error = "base64, but not of zlib data";
            return false;
        }
    }
}
