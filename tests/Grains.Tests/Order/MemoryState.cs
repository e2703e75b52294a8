namespace ReplayGraph.Grains.Tests.Order;

/// <summary>The persistent state of a grain, in memory.</summary>
internal sealed class MemoryState<TState> : IPersistentState<TState>
    where TState : new()
{
    public TState State { get; set; } = new();

    public string? Etag => null;

    public bool RecordExists => Kept is not null;

    /// <summary>The state that was last written.</summary>
    internal TState? Kept { get; private set; }

    /// <summary>Called before each write; it may wait or fail.</summary>
    internal Func<Task> Writing { get; set; } = () => Task.CompletedTask;

    public Task ReadStateAsync() => Task.CompletedTask;

    public async Task WriteStateAsync()
    {
        // As in Orleans, a write stores the state as of when it starts.
        await Writing();
        Kept = State;
    }

    public Task ClearStateAsync()
    {
        (State, Kept) = (new(), default);
        return Task.CompletedTask;
    }
}
