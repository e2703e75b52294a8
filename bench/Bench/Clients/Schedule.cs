namespace ReplayGraph.Bench.Clients;

/// <summary>
/// Decides which request to send next, and when: up to a count, until a time, or while a task runs; at a rate, or as fast as possible.
/// </summary>
internal sealed class Schedule
{
    private int _next;
    private long _begun;

    internal int Count { get; init; } = int.MaxValue;

    internal long Until { get; init; } = long.MaxValue;

    internal Task? While { get; init; }

    /// <summary>Timestamps between requests; 0 sends as fast as possible.</summary>
    internal long Interval { get; init; }

    internal void Begin(long now) => _begun = now;

    internal bool IsOver(long now) => _next >= Count || now >= Until || While is { IsCompleted: true };

    /// <summary>Takes the next request if it is due.</summary>
    /// <param name="now">The current timestamp.</param>
    /// <param name="index">The index of the request.</param>
    /// <param name="due">When it was due; 0 without a rate.</param>
    internal bool TryNext(long now, out int index, out long due)
    {
        index = _next;
        due = Interval == 0 ? 0 : _begun + _next * Interval;
        if (IsOver(now) || due > now)
        {
            return false;
        }

        _next++;
        return true;
    }
}
