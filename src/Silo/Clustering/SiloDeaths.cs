using System.Collections.Concurrent;

namespace ReplayGraph.Silo.Clustering;

/// <summary>Logs that another silo was declared dead: one line, where Orleans logs each message that it can no longer send there.</summary>
internal sealed partial class SiloDeaths(ISiloStatusOracle silos, ILogger<SiloDeaths> log) : IHostedService, ISiloStatusListener
{
    private readonly ILogger _log = log;

    // Silos that were active, by name: not those that were dead before this silo started, nor those that leave.
    private readonly ConcurrentDictionary<SiloAddress, string> _active = new();

    public Task StartAsync(CancellationToken cancellationToken)
    {
        silos.SubscribeToSiloStatusEvents(this);
        foreach (SiloAddress silo in silos.GetApproximateSiloStatuses(onlyActive: true).Keys)
        {
            SiloStatusChangeNotification(silo, SiloStatus.Active);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        silos.UnSubscribeFromSiloStatusEvents(this);
        return Task.CompletedTask;
    }

    public void SiloStatusChangeNotification(SiloAddress updatedSilo, SiloStatus status)
    {
        if (updatedSilo == silos.SiloAddress)
        {
            return;
        }

        if (status == SiloStatus.Active)
        {
            _active[updatedSilo] = silos.TryGetSiloName(updatedSilo, out string? name) ? name : "";
        }
        else if (_active.TryRemove(updatedSilo, out string? name) && status == SiloStatus.Dead)
        {
            LogDead(name, updatedSilo.Endpoint.ToString());
        }
    }

    [LoggerMessage(LogLevel.Warning, "Silo '{Name}' at {Address} was declared dead: it does not answer probes. Its nodes move to the other silos")]
    private partial void LogDead(string name, string address);
}
