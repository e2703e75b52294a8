namespace ReplayGraph.Api.Webhooks;

/// <summary>What became of an attempt.</summary>
internal enum CallOutcome
{
    /// <summary>The receiver answered 2xx.</summary>
    Delivered,

    /// <summary>Another answer, none in time, or no connection. It is tried again.</summary>
    Failed,

    /// <summary>The host has no address that may be called. It is tried again, since names change.</summary>
    Refused,

    /// <summary>The receiver answered 410: it wants no calls.</summary>
    Gone,
}

/// <summary>The result of an attempt.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Reason">Why it failed, for the log: no part of the address but its host.</param>
/// <param name="RetryAfter">How long the receiver asked to wait; null if it did not.</param>
internal readonly record struct CallResult(CallOutcome Outcome, string Reason = "", TimeSpan? RetryAfter = null);
