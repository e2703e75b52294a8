namespace ReplayGraph.Grains.Retention;

/// <summary>Deletes expired data periodically.</summary>
[Alias("replaygraph.retention")]
public interface IRetentionGrain : IGrainWithIntegerKey
{
    /// <summary>Schedules an hourly sweep.</summary>
    [Alias("Start")]
    ValueTask StartAsync(CancellationToken cancel = default);

    /// <summary>Sweeps now, or waits for the end of the sweep that is running. A failure is logged.</summary>
    [Alias("Sweep")]
    [ResponseTimeout("00:10:00")]
    ValueTask SweepAsync(CancellationToken cancel = default);
}
