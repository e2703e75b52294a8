namespace ReplayGraph.Intake.Envelopes;

/// <summary>When an SDK's request came in, and how old what it brings may be.</summary>
/// <param name="Received">When it came in.</param>
/// <param name="Retention">How long the graph keeps what does not say it itself; what is older is never seen.</param>
public readonly record struct Arrival(Timestamp Received, TimeSpan Retention);
