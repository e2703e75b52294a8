namespace ReplayGraph.Simulation.Scheduling;

/// <summary>
/// Runs everything in a simulation on one thread, one work item at a time. The next of the ready items is drawn.
/// Time advances only when nothing is ready.
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

    /// <summary>The number of work items that have run.</summary>
    internal long Steps { get; private set; }

    /// <summary>The largest number of work items ready at once.</summary>
    internal int MostReady { get; private set; }

    /// <summary>Work that ran on another thread, outside the simulation; null if there was none.</summary>
    internal string? Strayed => _strayed;

    /// <summary>Adds a ready work item.</summary>
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

    /// <summary>Adds a work item that becomes ready after a delay.</summary>
    internal Work After(TimeSpan delay, Process process, Action action)
    {
        var work = new Work(process, static action => ((Action)action!)(), action);
        _later.Enqueue(work, (Now + (long)delay.TotalMicroseconds, ++_number));
        return work;
    }

    /// <summary>Runs the next work item. False if there is none, now or later.</summary>
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
