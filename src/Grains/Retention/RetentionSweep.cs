using Microsoft.Extensions.Logging;
using ReplayGraph.Cluster.Store;

namespace ReplayGraph.Grains.Retention;

/// <summary>
/// Sweeps the store, a bounded part at a time, until nothing that has expired is left. What one sweep leaves, because it failed or its silo
/// stopped, the next one deletes.
/// </summary>
internal sealed partial class RetentionSweep(INodeStore store, TimeProvider time, ILogger log)
{
    /// <summary>How often a long sweep logs what it has deleted.</summary>
    internal static readonly TimeSpan Report = TimeSpan.FromMinutes(1);

    private readonly ILogger _log = log;

    /// <summary>The end of the latest sweep. Never fails.</summary>
    internal Task Running { get; private set; } = Task.CompletedTask;

    /// <summary>Begins a sweep, unless one is running.</summary>
    /// <param name="cancel">Stops it after the part under way.</param>
    /// <returns>Its end. Never fails: a failure is logged.</returns>
    internal Task RunAsync(CancellationToken cancel) => Running = Running.IsCompleted ? SweepAsync(cancel) : Running;

    private async Task SweepAsync(CancellationToken cancel)
    {
        long deleted = 0, started = time.GetTimestamp(), reported = started;
        try
        {
            while (await store.SweepAsync(Timestamp.From(time.GetUtcNow()), cancel) is var rows and > 0)
            {
                deleted += rows;
                if (time.GetElapsedTime(reported) >= Report)
                {
                    reported = time.GetTimestamp();
                    LogProgress(deleted, (long)time.GetElapsedTime(started).TotalSeconds);
                }
            }

            if (deleted > 0)
            {
                LogSwept(deleted, (long)time.GetElapsedTime(started).TotalSeconds);
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // The silo is stopping.
        }
        catch (Exception e)
        {
            LogNotSwept(e.Message, deleted);
        }
    }

    [LoggerMessage(LogLevel.Information, "Retention is deleting expired data: {Rows} rows in {Seconds} s so far.")]
    private partial void LogProgress(long rows, long seconds);

    [LoggerMessage(LogLevel.Information, "Retention deleted {Rows} expired rows in {Seconds} s.")]
    private partial void LogSwept(long rows, long seconds);

    [LoggerMessage(LogLevel.Warning, "Expired data could not be deleted: {Reason}. {Rows} rows were deleted before. Retrying in an hour.")]
    private partial void LogNotSwept(string reason, long rows);
}
