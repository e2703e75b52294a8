namespace ReplayGraph.Cluster.Lookups;

/// <summary>When a question is asked, and how long what does not say it itself is kept: what of an answer is a matter of time.</summary>
public readonly record struct Moment(Timestamp Now, TimeSpan Retention)
{
    /// <summary>When what happened at that time, and is kept for so many days (0: as long as is usual), expires.</summary>
    internal Timestamp ExpiryOf(Timestamp time, ushort days) => time.Plus(days == 0 ? Retention : TimeSpan.FromDays(days));

    /// <summary>Whether that was before.</summary>
    internal bool HasExpired(Timestamp time, ushort days) => ExpiryOf(time, days) <= Now;
}
