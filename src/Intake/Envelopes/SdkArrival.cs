namespace ReplayGraph.Intake.Envelopes;

/// <summary>When an SDK's request arrived, and how old its data may be.</summary>
/// <param name="Received">When it arrived.</param>
/// <param name="Retention">How long the graph keeps facts without a retention of their own; older data is never shown.</param>
public readonly record struct SdkArrival(Timestamp Received, TimeSpan Retention);
