namespace ReplayGraph.ClusterBench;

/// <summary>A grain that does nothing: the minimum cost of a call to a warm grain.</summary>
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
