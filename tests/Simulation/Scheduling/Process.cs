namespace ReplayGraph.Simulation.Scheduling;

/// <summary>
/// A process on a simulated machine, on which the continuations of its code run. If it is killed, none of them runs any more;
/// if it is paused, they run later.
/// </summary>
internal sealed class Process(string name, Scheduler scheduler) : SynchronizationContext
{
    private readonly List<Work> _held = [];
    private bool _isPaused;

    internal string Name { get; } = name;

    internal Scheduler Scheduler { get; } = scheduler;

    internal bool IsAlive { get; private set; } = true;

    /// <summary>The error of its clock.</summary>
    internal TimeSpan Skew { get; private set; }

    /// <summary>Sets its clock some drawn seconds early or late.</summary>
    internal void JumpClock(uint drawn) => Skew = TimeSpan.FromMilliseconds((drawn % 10_000) - 5_000.0);

    /// <inheritdoc/>
    public override void Post(SendOrPostCallback d, object? state) => Scheduler.Post(this, d, state);

    /// <inheritdoc/>
    public override void Send(SendOrPostCallback d, object? state) => d(state);

    /// <inheritdoc/>
    public override SynchronizationContext CreateCopy() => this;

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Starts a task in this process.</summary>
    internal void Begin(Func<Task> what) => Within(() => _ = what());

    /// <summary>Runs an action in this process, synchronously.</summary>
    internal void Within(Action what)
    {
        SynchronizationContext? before = Current;
        SetSynchronizationContext(this);
        try
        {
            what();
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    /// <summary>Completes after a delay in simulated time.</summary>
    internal Task PauseAsync(TimeSpan delay)
    {
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Scheduler.After(delay, this, over.SetResult);
        return over.Task;
    }

    internal void Kill() => IsAlive = false;

    internal void Pause() => _isPaused = true;

    internal void Continue()
    {
        _isPaused = false;
        foreach (Work work in _held)
        {
            Post(static work => ((Work)work!).Run(), work);
        }

        _held.Clear();
    }

    internal void Run(Work work)
    {
        if (IsAlive && _isPaused)
        {
            _held.Add(work);
        }
        else if (IsAlive)
        {
            Within(work.Run);
        }
    }
}
