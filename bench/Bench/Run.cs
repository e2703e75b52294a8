using ReplayGraph.Bench.Results;
using ReplayGraph.Bench.Workloads;

namespace ReplayGraph.Bench;

/// <summary>What all parts of a run share.</summary>
/// <param name="Options">The command line.</param>
/// <param name="Scratch">Temporary files and folders.</param>
/// <param name="Table">Receives the results.</param>
/// <param name="Cancel">Cancels the run.</param>
internal sealed record Run(BenchOptions Options, Scratch Scratch, ResultTable Table, CancellationToken Cancel)
{
    /// <summary>The file of facts.</summary>
    internal required string Facts { get; init; }

    /// <summary>The links that the facts make; null if no part needs them.</summary>
    internal required string? Answers { get; init; }

    /// <summary>A smaller file of other facts.</summary>
    internal required string WarmUp { get; init; }

    /// <summary>Length of a slice of lookups.</summary>
    internal TimeSpan Slice => TimeSpan.FromSeconds(Options.Seconds);
}
