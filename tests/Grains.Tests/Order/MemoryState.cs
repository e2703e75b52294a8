namespace ReplayGraph.Grains.Tests.Order;

/// <summary>The state of a grain, kept in memory.</summary>
internal sealed class MemoryState<TState> : IPersistentState<TState>
    where TState : new()
{
    public TState State { get; set; } = new();

    public string? Etag => null;

    public bool RecordExists => Kept is not null;

    /// <summary>What was written last.</summary>
    internal TState? Kept { get; private set; }

    /// <summary>Called before each write; it may wait, or fail.</summary>
    internal Func<Task> Writing { get; set; } = () => Task.CompletedTask;

    public Task ReadStateAsync() => Task.CompletedTask;

    public async Task WriteStateAsync()
    {
        // As Orleans has it: the state is taken when the write's turn comes.
        await Writing();
        Kept = State;
    }

    public Task ClearStateAsync()
    {
        (State, Kept) = (new(), default);
        return Task.CompletedTask;
    }
}
