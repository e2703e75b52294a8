using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Timers;
using ReplayGraph.Cluster;

namespace ReplayGraph.Grains.Retention;

/// <summary>
/// Begins a sweep of the store on a reminder, which survives silo restarts; on a host without reminders, on a timer, for the lifetime of this
/// silo. The sweep runs beside the ticks, however long it takes.
/// </summary>
[GrainType("retention")]
internal sealed class RetentionGrain(NodeContext context, ILogger<RetentionGrain> log) : Grain, IRetentionGrain, IRemindable
{
    private const string Name = "sweep";

    private static readonly TimeSpan _period = TimeSpan.FromHours(1);

    private readonly RetentionSweep _sweep = new(context.Store, context.Time, log);
    private readonly CancellationTokenSource _stopping = new();
    private IGrainTimer? _timer;

    public async ValueTask StartAsync(CancellationToken cancel = default)
    {
        if (ServiceProvider.GetService<IReminderRegistry>() is not null)
        {
            await this.RegisterOrUpdateReminder(Name, _period, _period, cancel);
        }
        else
        {
            _timer ??= this.RegisterGrainTimer(BeginAsync, new GrainTimerCreationOptions(_period, _period) { KeepAlive = true });
        }
    }

    public ValueTask SweepAsync(CancellationToken cancel = default) => new(_sweep.RunAsync(_stopping.Token).WaitAsync(cancel));

    public Task ReceiveReminder(string reminderName, TickStatus status) => ReceiveReminder(reminderName, status, CancellationToken.None);

    public Task ReceiveReminder(string reminderName, TickStatus status, CancellationToken cancellationToken) => BeginAsync(cancellationToken);

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _sweep.Running.WaitAsync(cancellationToken).ConfigureAwait(
            ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    private Task BeginAsync(CancellationToken cancel)
    {
        if (!_sweep.RunAsync(_stopping.Token).IsCompleted)
        {
            // Until the next tick.
            DelayDeactivation(_period * 2);
        }

        return Task.CompletedTask;
    }
}
