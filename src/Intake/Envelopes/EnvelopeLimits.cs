namespace ReplayGraph.Intake.Envelopes;

/// <summary>What an envelope may hold: Relay's limits where it has one. An item over its limit is refused, the others are kept.</summary>
public static class EnvelopeLimits
{
    /// <summary>The most items; one more makes the envelope malformed.</summary>
    public const int Items = 1000;

    /// <summary>The longest header, of an envelope or of an item, in bytes.</summary>
    public const int HeaderBytes = 64 * 1024;

    /// <summary>The largest event or transaction, in bytes of JSON; what <c>/store/</c> takes inflates to this at most.</summary>
    public const int EventBytes = 1024 * 1024;

    /// <summary>The largest <c>replay_event</c>, in bytes of JSON.</summary>
    public const int ReplayEventBytes = 1024 * 1024;

    /// <summary>The largest container of spans, or single span, in bytes.</summary>
    public const int SpanBytes = 12 * 1024 * 1024;
}
