namespace ReplayGraph.Grains.Retention;

/// <summary>Forgets what has expired, now and then.</summary>
[Alias("replaygraph.retention")]
public interface IRetentionGrain : IGrainWithIntegerKey
{
    /// <summary>From now on does so every hour.</summary>
    [Alias("Start")]
    ValueTask StartAsync(CancellationToken cancel = default);

    /// <summary>Does so now.</summary>
    [Alias("Sweep")]
    [ResponseTimeout("00:10:00")]
    ValueTask SweepAsync(CancellationToken cancel = default);
}
