namespace ReplayGraph.Api.Webhooks;

/// <summary>How long to wait after failures.</summary>
internal static class Backoff
{
    private static readonly TimeSpan _first = TimeSpan.FromSeconds(5), _longest = TimeSpan.FromHours(1), _longestHold = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Before the next attempt of a call: as the receiver asks, else twice as long after each attempt, up to an hour; more or less by up to a half.
    /// </summary>
    /// <param name="attempts">The attempts so far.</param>
    /// <param name="retryAfter">How long the receiver asked to wait; null if it did not.</param>
    /// <param name="random">From 0 to 1.</param>
    internal static TimeSpan Of(int attempts, TimeSpan? retryAfter, double random) => Of(attempts, retryAfter, random, _longest);

    /// <summary>
    /// Before any other call of the webhook, so that a receiver that is away is not tried with each of them; short enough that its return is noticed.
    /// </summary>
    internal static TimeSpan Hold(int failures, TimeSpan? retryAfter, double random) => Of(failures, retryAfter, random, _longestHold);

    private static TimeSpan Of(int times, TimeSpan? retryAfter, double random, TimeSpan longest)
    {
        if (retryAfter is { } asked)
        {
            return asked < _longest ? asked : _longest;
        }

        TimeSpan doubled = _first * Math.Pow(2, Math.Min(times - 1, 20));
        return (doubled < longest ? doubled : longest) * (0.5 + random);
    }
}
