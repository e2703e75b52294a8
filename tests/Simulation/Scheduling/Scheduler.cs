namespace ReplayGraph.Simulation.Scheduling;

/// <summary>
/// Runs everything that happens in a simulation, one thing after the other on one thread. Of all that is ready any may be next: which,
/// is drawn. Time stands still while anything is ready.
/// </summary>
internal sealed class Scheduler(Random random)
{
    private readonly List<Work> _ready = [];
    private readonly PriorityQueue<Work, (long At, long Number)> _later = new();
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private long _number;
    private volatile string? _strayed;

    /// <summary>Microseconds since the simulation began.</summary>
    internal long Now { get; private set; }

    /// <summary>How many things have happened.</summary>
    internal long Steps { get; private set; }

    /// <summary>The most things that were ready at once.</summary>
    internal int MostReady { get; private set; }

    /// <summary>What ran on another thread, and so was not the simulator's; null if nothing did.</summary>
    internal string? Strayed => _strayed;

    /// <summary>Makes something ready.</summary>
    internal void Post(Process process, SendOrPostCallback callback, object? state)
    {
        if (Environment.CurrentManagedThreadId != _thread)
        {
            _strayed ??= $"{process.Name}: {callback.Method.DeclaringType}.{callback.Method.Name}";
            return;
        }

        _ready.Add(new Work(process, callback, state));
        MostReady = Math.Max(MostReady, _ready.Count);
    }

    /// <summary>Makes something ready after a while.</summary>
    internal Work After(TimeSpan delay, Process process, Action action)
    {
        var work = new Work(process, static action => ((Action)action!)(), action);
        _later.Enqueue(work, (Now + (long)delay.TotalMicroseconds, ++_number));
        return work;
    }

    /// <summary>Lets the next thing happen. False if nothing ever will.</summary>
    internal bool Step()
    {
        while (_ready.Count == 0)
        {
            if (!_later.TryDequeue(out Work? next, out (long At, long Number) due))
            {
                return false;
            }

            if (!next.IsCancelled)
            {
                Now = due.At;
                _ready.Add(next);
            }
        }

        int at = random.Next(_ready.Count);
        Work work = _ready[at];
        _ready[at] = _ready[^1];
        _ready.RemoveAt(_ready.Count - 1);
        Steps++;
        work.Process.Run(work);
        return true;
    }
}
