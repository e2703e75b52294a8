namespace ReplayGraph.Intake.Json;

/// <summary>Durations of transactions.</summary>
internal static class Durations
{
    /// <summary>Milliseconds from start to end; 0 (unknown) without a start, if the clock ran backwards, or beyond 49 days.</summary>
    internal static uint Between(Timestamp start, Timestamp end) =>
        start != default && end.Milliseconds - start.Milliseconds is > 0 and <= uint.MaxValue and var ms ? (uint)ms : 0;
}
