namespace ReplayGraph.Cli.Generating;

/// <summary>Which workload to make. The same options make the same bytes.</summary>
/// <param name="Events">How many events, at least: the last trace is finished. 1 or more.</param>
/// <param name="Seed">The seed of all chances.</param>
/// <param name="Start">The time of the first trace.</param>
public sealed record WorkloadOptions(long Events, ulong Seed, Timestamp Start)
{
    /// <summary>Events in a second of simulated time.</summary>
    public const double Rate = 2000;

    /// <summary>How long events keep happening.</summary>
    public TimeSpan Span => TimeSpan.FromSeconds(Events / Rate);
}
