using System.Text.Json;
using ReplayGraph.Facts;
using ReplayGraph.Intake.Json;

namespace ReplayGraph.Intake.Envelopes;

internal readonly record struct ItemOutcome
{
    internal static readonly ItemOutcome Kept = new() { Field = "kept", IsKept = true };
    internal static readonly ItemOutcome Skipped = new() { Field = "skipped" };

    /// <summary>The invalid field.</summary>
    internal string Field { get; private init; }

    /// <summary>Why the item was rejected, or null.</summary>
    internal string? Error { get; private init; }

    internal bool IsRefused => Error is not null;

    /// <summary>Whether the item yielded a fact; a container that was rejected in part may have.</summary>
    internal bool IsKept { get; init; }

    /// <summary>The offset of the error in the item, in bytes.</summary>
    internal int At { get; init; }

    internal static ItemOutcome Refuse(string field, string error, int at = 0) => new() { Field = field, Error = error, At = at };
}

/// <summary>Reads the JSON of an item.</summary>
internal static class SdkItem
{
    /// <summary>Reads a JSON object of one kind.</summary>
    internal delegate ItemOutcome ReadObject(
        JsonElement item, FactKind kind, in EnvelopeHeader header, FactBatch into, out EventId eventId);

    internal static ItemOutcome Read(
        ReadOnlyMemory<byte> payload, int limit, FactKind kind, in EnvelopeHeader header, FactBatch into,
        ReadObject read, out EventId eventId)
    {
        eventId = default;
        if (payload.Length > limit)
        {
            return ItemOutcome.Refuse("", $"{payload.Length} bytes of JSON; the limit is {limit}");
        }

        try
        {
            using JsonDocument document = Documents.Parse(payload);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? read(document.RootElement, kind, header, into, out eventId)
                : ItemOutcome.Refuse("", "expected a JSON object");
        }
        catch (JsonException e)
        {
            var found = Malformed.Of(e, payload.Span);
            return ItemOutcome.Refuse("", found.Cause, found.At);
        }
        catch (InvalidOperationException)
        {
            eventId = default;
            return ItemOutcome.Refuse("", Malformed.InvalidUnicode);
        }
    }
}
