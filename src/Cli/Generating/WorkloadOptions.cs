namespace ReplayGraph.Cli.Generating;

/// <summary>The options of a workload. The same options give the same bytes.</summary>
/// <param name="Events">The minimum number of events, 1 or more; the last trace is completed.</param>
/// <param name="Seed">The random seed.</param>
/// <param name="Start">The time of the first trace.</param>
public sealed record WorkloadOptions(long Events, ulong Seed, Timestamp Start)
{
    /// <summary>The share of replays that list no traces, from 0 to 1. The links stay the same.</summary>
    public double Untraced { get; init; }

    /// <summary>Whether errors have titles. Nothing else changes.</summary>
    public bool IsTitled { get; init; }

    /// <summary>Events per second of simulated time.</summary>
    public const double Rate = 2000;

    /// <summary>The number of issues that errors may have.</summary>
    public int Issues => (int)Math.Max(10, Events / 200);

    /// <summary>The simulated time that the events take.</summary>
    public TimeSpan Span => TimeSpan.FromSeconds(Events / Rate);
}
