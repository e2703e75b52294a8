namespace ReplayGraph.ClusterBench;

/// <summary>What a call to a warm grain costs at least.</summary>
[Alias("bench.empty")]
public interface IEmptyGrain : IGrainWithStringKey
{
    /// <summary>Does nothing.</summary>
    [Alias("nothing")]
    ValueTask NothingAsync();
}

/// <inheritdoc cref="IEmptyGrain"/>
public sealed class EmptyGrain : Grain, IEmptyGrain
{
    /// <inheritdoc/>
    public ValueTask NothingAsync() => ValueTask.CompletedTask;
}
