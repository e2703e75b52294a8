namespace ReplayGraph.Intake.Json;

/// <summary>Durations of transactions.</summary>
internal static class Durations
{
    /// <summary>Milliseconds from start to end; 0, not said, without a start or if the clock ran backwards. At most 49 days.</summary>
    internal static uint Between(Timestamp start, Timestamp end) =>
        start == default || end <= start ? 0 : (uint)Math.Min(uint.MaxValue, end.Milliseconds - start.Milliseconds);
}
