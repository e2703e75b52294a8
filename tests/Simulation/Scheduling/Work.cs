namespace ReplayGraph.Simulation.Scheduling;

/// <summary>One thing that is to happen in a process.</summary>
internal sealed class Work(Process process, SendOrPostCallback callback, object? state)
{
    internal Process Process => process;

    /// <summary>Whether it is not to happen any more.</summary>
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
