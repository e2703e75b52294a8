using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Timers;
using ReplayGraph.Cluster;

namespace ReplayGraph.Grains.Retention;

/// <summary>
/// Sweeps the store on a reminder, which survives silo restarts; on a host without reminders, on a timer, for the lifetime of this silo.
/// </summary>
[GrainType("retention")]
internal sealed partial class RetentionGrain(NodeContext context, ILogger<RetentionGrain> log) : Grain, IRetentionGrain, IRemindable
{
    private const string Name = "sweep";

    private static readonly TimeSpan _period = TimeSpan.FromHours(1);

    private readonly ILogger _log = log;
    private IGrainTimer? _timer;

    public async ValueTask StartAsync(CancellationToken cancel = default)
    {
        if (ServiceProvider.GetService<IReminderRegistry>() is not null)
        {
            await this.RegisterOrUpdateReminder(Name, _period, _period, cancel);
        }
        else
        {
            _timer ??= this.RegisterGrainTimer(TrySweepAsync, new GrainTimerCreationOptions(_period, _period) { KeepAlive = true });
        }
    }

    public ValueTask SweepAsync(CancellationToken cancel = default) =>
        context.Store.SweepAsync(Timestamp.From(context.Time.GetUtcNow()), cancel);

    public Task ReceiveReminder(string reminderName, TickStatus status) => ReceiveReminder(reminderName, status, CancellationToken.None);

    public Task ReceiveReminder(string reminderName, TickStatus status, CancellationToken cancellationToken) =>
        TrySweepAsync(cancellationToken);

    private async Task TrySweepAsync(CancellationToken cancel)
    {
        try
        {
            await SweepAsync(cancel);
        }
        catch (GraphException e)
        {
            LogNotSwept(_log, e.Message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Expired data could not be deleted: {Reason}. Retrying in an hour.")]
    private static partial void LogNotSwept(ILogger logger, string reason);
}
