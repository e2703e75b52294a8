namespace ReplayGraph.Simulation.Scheduling;

/// <summary>A work item of a process.</summary>
internal sealed class Work(Process process, SendOrPostCallback callback, object? state)
{
    internal Process Process => process;

    /// <summary>Whether it is cancelled.</summary>
    internal bool IsCancelled { get; private set; }

    internal void Cancel() => IsCancelled = true;

    internal void Run()
    {
        if (!IsCancelled)
        {
            callback(state);
        }
    }
}
