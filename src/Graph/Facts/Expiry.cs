namespace ReplayGraph.Facts;

/// <summary>Tells what has expired at a moment.</summary>
/// <param name="Now">The moment.</param>
/// <param name="Retention">How long facts are kept that name no retention of their own.</param>
public readonly record struct Expiry(Timestamp Now, TimeSpan Retention)
{
    /// <summary>When a fact expires.</summary>
    /// <param name="time">The fact's time.</param>
    /// <param name="days">The fact's own retention in days; 0: it has none.</param>
    public Timestamp At(Timestamp time, ushort days) => time.Plus(days == 0 ? Retention : TimeSpan.FromDays(days));

    /// <summary>Whether a fact has expired.</summary>
    /// <inheritdoc cref="At"/>
    public bool HasPassed(Timestamp time, ushort days) => At(time, days) <= Now;
}
