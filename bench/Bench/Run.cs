using ReplayGraph.Bench.Results;
using ReplayGraph.Bench.Workloads;

namespace ReplayGraph.Bench;

/// <summary>What all parts of a run share.</summary>
/// <param name="Options">What was asked for.</param>
/// <param name="Scratch">Files and folders.</param>
/// <param name="Table">Takes the figures.</param>
/// <param name="Cancel">Stops.</param>
internal sealed record Run(BenchOptions Options, Scratch Scratch, ResultTable Table, CancellationToken Cancel)
{
    /// <summary>The file of facts.</summary>
    internal required string Facts { get; init; }

    /// <summary>The links that they make; null if nothing needs them.</summary>
    internal required string? Answers { get; init; }

    /// <summary>Other facts, fewer.</summary>
    internal required string WarmUp { get; init; }

    /// <summary>How long a slice of lookups is.</summary>
    internal TimeSpan Slice => TimeSpan.FromSeconds(Options.Seconds);
}
