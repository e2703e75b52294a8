using System.Collections.Concurrent;
using ReplayGraph.Embedded.Threads;

namespace ReplayGraph.Api.Facts;

/// <summary>
/// Reads and parses large bodies on threads of a low priority. On the thread pool they would delay lookups, which need a thread of the pool
/// and a processor.
/// </summary>
internal sealed class IngestScheduler : TaskScheduler
{
    private static readonly Lazy<IngestScheduler> _instance = new(() => new());

    private readonly BlockingCollection<Task> _queue = [];

    private IngestScheduler()
    {
        for (int i = 0; i < MaximumConcurrencyLevel; i++)
        {
            IngestThread.Start("parse", Run);
        }
    }

    /// <inheritdoc/>
    public override int MaximumConcurrencyLevel => Environment.ProcessorCount;

    /// <summary>Runs the work, and what it awaits, on those threads.</summary>
    internal static Task RunAsync(Func<Task> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.None, _instance.Value).Unwrap();

    /// <inheritdoc/>
    protected override void QueueTask(Task task) => _queue.Add(task);

    // A task that is executed inline would keep the thread that waits for it, or run at that thread's priority.
    /// <inheritdoc/>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    /// <inheritdoc/>
    protected override IEnumerable<Task> GetScheduledTasks() => [.. _queue];

    private void Run()
    {
        foreach (Task task in _queue.GetConsumingEnumerable())
        {
            TryExecuteTask(task);
        }
    }
}
