namespace ReplayGraph.Chaos.Faults;

/// <summary>A fault: how to inject it and how to end it.</summary>
/// <param name="Kind">The kind, by which faults are counted.</param>
/// <param name="Whom">The victim.</param>
/// <param name="Hold">The duration.</param>
public sealed record Fault(string Kind, string Whom, TimeSpan Hold)
{
    /// <summary>The victims. Concurrent faults have none in common.</summary>
    public IReadOnlyList<string> Victims { get; init; } = [Whom];

    /// <summary>Injects the fault.</summary>
    public required Func<Task> BeginAsync { get; init; }

    /// <summary>Ends the fault: starts stopped processes, without waiting for them.</summary>
    public required Func<Task> EndAsync { get; init; }

    /// <summary>Whether processes may fail to start meanwhile.</summary>
    public bool HindersStarts { get; init; }

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        System.Globalization.CultureInfo.InvariantCulture, $"{Kind}, {Whom}, {Hold.TotalSeconds:0.00} s");
}
