using System.Text.Json;
using ReplayGraph.Intake.Json;

namespace ReplayGraph.Intake.Envelopes;

/// <summary>
/// Reads times as SDKs write them, Unix seconds or ISO 8601 text, and corrects a wrong device clock as Relay does. All times of an item
/// move by the same offset, so that durations stay.
/// </summary>
/// <remarks>
/// <para>If <c>sent_at</c> differs from the arrival by <see cref="MinDrift"/> or more, all times of the envelope move by the difference.
/// A smaller difference may be network delay; a larger one may be a wrong time zone.</para>
/// <para>An item that is still more than <see cref="MaxAhead"/> after the arrival, or that would expire within that time, moves to the
/// arrival. An item without a time gets the arrival's.</para>
/// </remarks>
internal readonly struct SdkClock
{
    internal static readonly TimeSpan MinDrift = TimeSpan.FromMinutes(55);
    internal static readonly TimeSpan MaxAhead = TimeSpan.FromMinutes(1);

    private readonly TimeSpan _retention;
    private readonly long _drift;

    internal SdkClock(SdkArrival arrival, Timestamp sentAt)
    {
        (Received, _retention) = arrival;
        long drift = sentAt == default ? 0 : OffsetOf(sentAt);
        _drift = Math.Abs(drift) >= (long)MinDrift.TotalMilliseconds ? drift : 0;
    }

    internal Timestamp Received { get; }

    /// <summary>Reads the time of an item and the start of the period that it ends.</summary>
    /// <param name="time">The item's time.</param>
    /// <param name="start">Its start.</param>
    /// <param name="started">The start; <c>default</c> if it is missing or implausible.</param>
    internal Timestamp Read(JsonElement time, JsonElement start, out Timestamp started)
    {
        long offset = _drift;
        Timestamp ended = Received;
        if (TryReadUncorrected(time, out Timestamp sent))
        {
            ended = new(sent.Milliseconds + offset);
            if (ended > Received.Plus(MaxAhead) || ended.Plus(_retention) <= Received.Plus(MaxAhead))
            {
                offset = OffsetOf(sent);
                ended = new(sent.Milliseconds + offset);
            }
        }

        bool isRead = TryReadUncorrected(start, out started);
        started = isRead && new Timestamp(started.Milliseconds + offset) is { IsPlausible: true } corrected ? corrected : default;
        return ended;
    }

    /// <summary>Reads an uncorrected time of the device's clock.</summary>
    internal static bool TryReadUncorrected(JsonElement value, out Timestamp time)
    {
        time = default;
        if (value.ValueKind == JsonValueKind.Number)
        {
            bool ok = value.TryGetDouble(out double seconds) && Math.Abs(seconds) < 1e11;
            time = ok ? new((long)Math.Round(seconds * 1000)) : default;
            return ok;
        }

        return MessageFields.IsString(value, out ReadOnlySpan<byte> text) && IsoTimeParser.TryParse(text, out time, out _);
    }

    // Whole seconds, rounded down: a replay's segments stay as far apart as they were, although their requests take different times, and
    // nothing moves past the arrival.
    private long OffsetOf(Timestamp sent)
    {
        const long Second = 1000;
        long exact = Received.Milliseconds - sent.Milliseconds;
        return exact - (((exact % Second) + Second) % Second);
    }
}
