namespace ReplayGraph.Intake.Envelopes;

/// <summary>The limits of an envelope, Relay's where it has one. An item over its limit is rejected; the others are kept.</summary>
public static class EnvelopeLimits
{
    /// <summary>The maximum number of items; more make the envelope malformed.</summary>
    public const int Items = 1000;

    /// <summary>The maximum size of an envelope's or item's header, in bytes.</summary>
    public const int HeaderBytes = 64 * 1024;

    /// <summary>The maximum size of an event or transaction, in bytes of JSON; also for inflated <c>/store/</c> bodies.</summary>
    public const int EventBytes = 1024 * 1024;

    /// <summary>The maximum size of a <c>replay_event</c>, in bytes of JSON.</summary>
    public const int ReplayEventBytes = 1024 * 1024;

    /// <summary>The maximum size of a span container or a single span, in bytes.</summary>
    public const int SpanBytes = 12 * 1024 * 1024;
}
