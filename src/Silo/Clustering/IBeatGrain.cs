using Orleans.Concurrency;

namespace ReplayGraph.Silo.Clustering;

/// <summary>Answers, so that a front-end knows that the cluster does. It runs on any silo.</summary>
[Alias("replaygraph.beat")]
internal interface IBeatGrain : IGrainWithIntegerKey
{
    /// <summary>Answers.</summary>
    [Alias("beat")]
    ValueTask BeatAsync();
}

/// <inheritdoc cref="IBeatGrain"/>
[StatelessWorker]
[GrainType("replaygraph.beat")]
internal sealed class BeatGrain : Grain, IBeatGrain
{
    public ValueTask BeatAsync() => ValueTask.CompletedTask;
}
