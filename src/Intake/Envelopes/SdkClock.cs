using System.Text.Json;
using ReplayGraph.Intake.Json;

namespace ReplayGraph.Intake.Envelopes;

/// <summary>
/// Times as SDKs write them: Unix seconds or ISO 8601 text, by the clock of the device. Where the device says when it sent the envelope
/// and is off by more than <see cref="Tolerance"/>, all times of the envelope are shifted by the difference, as Relay does.
/// A time that is missing or absurd, or over a day ahead of its arrival, becomes the arrival.
/// </summary>
internal readonly struct SdkClock(Timestamp received, Timestamp sentAt)
{
    internal static readonly TimeSpan Tolerance = TimeSpan.FromHours(1);
    internal static readonly TimeSpan MaxAhead = TimeSpan.FromDays(1);

    private readonly long _shift =
        sentAt != default && Math.Abs(received.Milliseconds - sentAt.Milliseconds) > (long)Tolerance.TotalMilliseconds
            ? received.Milliseconds - sentAt.Milliseconds
            : 0;

    internal Timestamp Received { get; } = received;

    internal Timestamp Read(JsonElement value) => TryRead(value, out Timestamp time) ? time : Received;

    internal bool TryRead(JsonElement value, out Timestamp time)
    {
        bool ok = TryReadUnshifted(value, out Timestamp read);
        time = ok ? new(read.Milliseconds + _shift) : default;
        ok = ok && time.IsPlausible && time <= Received.Plus(MaxAhead);
        time = ok ? time : default;
        return ok;
    }

    /// <summary>Reads a time by the device's clock, which may be one that was never set.</summary>
    internal static bool TryReadUnshifted(JsonElement value, out Timestamp time)
    {
        time = default;
        if (value.ValueKind == JsonValueKind.Number)
        {
            bool ok = value.TryGetDouble(out double seconds) && Math.Abs(seconds) < 1e11;
            time = ok ? new((long)Math.Round(seconds * 1000)) : default;
            return ok;
        }

        return MessageFields.IsString(value, out ReadOnlySpan<byte> text) && IsoTime.TryParse(text, out time, out _);
    }
}
