namespace ReplayGraph.Chaos.Faults;

/// <summary>Something that goes wrong, and what mends it.</summary>
/// <param name="Kind">What, in words that are counted.</param>
/// <param name="Whom">To whom.</param>
/// <param name="Hold">From its beginning to its end.</param>
public sealed record Fault(string Kind, string Whom, TimeSpan Hold)
{
    /// <summary>Of two faults at once none may have a victim in common.</summary>
    public IReadOnlyList<string> Victims { get; init; } = [Whom];

    /// <summary>Begins it.</summary>
    public required Func<Task> BeginAsync { get; init; }

    /// <summary>Mends it: what was ended is started, and not waited for.</summary>
    public required Func<Task> EndAsync { get; init; }

    /// <summary>Whether a process may be unable to start meanwhile.</summary>
    public bool HindersStarts { get; init; }

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        System.Globalization.CultureInfo.InvariantCulture, $"{Kind}, {Whom}, {Hold.TotalSeconds:0.00} s");
}
