using ReplayGraph.Facts;
using ReplayGraph.Simulation.Clients;
using ReplayGraph.Simulation.Faults;
using ReplayGraph.Simulation.Networks;
using ReplayGraph.Simulation.Runs;
using ReplayGraph.Simulation.Scheduling;

namespace ReplayGraph.Simulation.Silos;

/// <summary>The simulated cluster as a host.</summary>
internal sealed class SiloHost(SimulatedCluster cluster, FaultDraw faults, Random random, Process world, Trail? trail) : IHost
{
    private static readonly TimeSpan _while = TimeSpan.FromSeconds(3), _longCall = TimeSpan.FromSeconds(130);

    /// <inheritdoc/>
    public int HarmEvery => 150;

    /// <inheritdoc/>
    public bool TellsItselfAnew => false;

    /// <inheritdoc/>
    public bool HearsInParts => true;

    /// <inheritdoc/>
    public int Waiting => cluster.Members.Select(silo => silo.Store.Waiting).DefaultIfEmpty().Max();

    /// <inheritdoc/>
    public async ValueTask<bool> IngestAsync(Process client, OrganizationId organization, FactBatch facts)
    {
        await SendAsync(client, organization, facts);
        return true;
    }

    /// <summary>Sends facts from a process to a silo.</summary>
    internal async ValueTask<IngestResult> SendAsync(Process from, OrganizationId organization, FactBatch facts)
    {
        IReadOnlyList<Silo> serving = cluster.Serving;
        if (serving.Count == 0)
        {
            throw new GoneException("everybody");
        }

        Silo silo = serving[random.Next(serving.Count)];
        return await cluster.Network.CallAsync(
            from, silo.Process, "ingest", () => silo.IngestAsync(organization, facts), _longCall);
    }

    /// <inheritdoc/>
    public IReadOnlyList<IGraph> Graphs(Process client)
    {
        int doubled = cluster.Doubled;
        return
        [
            .. cluster.Serving.Where(silo => !silo.IsDeclaredDead).Select(silo => new RemoteGraph(
                cluster.Network, client, silo.Process, silo.Graph,
                () => !silo.IsDeclaredDead && !cluster.IsDoubled && cluster.Doubled == doubled)),
        ];
    }

    /// <inheritdoc/>
    public void Harm()
    {
        IReadOnlyList<Silo> living = cluster.Serving;
        if (living.Count == 0)
        {
            return;
        }

        Silo silo = living[random.Next(living.Count)];
        if (faults.Happens(Fault.Kill, 60))
        {
            trail?.Say(world, $"kills {silo}");
            cluster.Kill(silo);
        }
        else if (living.Count > 1 && faults.Happens(Fault.Restart, 80))
        {
            trail?.Say(world, $"restarts {silo}");
            cluster.Restart(silo);
        }
        else if (living.Count > 1 && faults.Happens(Fault.DeclaredDead, 80))
        {
            trail?.Say(world, $"declares {silo} dead while it runs");
            cluster.CutOff(silo);
        }
        else if (faults.Happens(Fault.Pause, 60))
        {
            trail?.Say(world, $"pauses {silo}");
            silo.Process.Pause();
            Later(silo.Process.Continue);
        }
        else if (living.Count > 1 && faults.Happens(Fault.Cut, 60))
        {
            Process one = silo.Process, other = living[random.Next(living.Count)].Process;
            trail?.Say(world, $"cuts {one} off from {other}");
            cluster.Network.Cut(one, other);
            Later(() => cluster.Network.Heal(one, other));
        }
        else if (faults.Happens(Fault.Deactivate, 8, out uint which))
        {
            cluster.Deactivate(silo, (int)(which % int.MaxValue));
        }
        else if (faults.Happens(Fault.ClockJumps, 40, out uint by))
        {
            silo.Process.JumpClock(by);
        }
        else if (faults.Happens(Fault.StoreDown, 100))
        {
            trail?.Say(world, "stops the database");
            cluster.Site.IsDown = true;
            Later(() => cluster.Site.IsDown = false);
        }
        else if (faults.Happens(Fault.Sweep, 40))
        {
            silo.Process.Begin(async () => await silo.Store.SweepAsync(silo.Nodes.Context.Now));
        }
    }

    /// <inheritdoc/>
    public async Task SettleAsync()
    {
        cluster.Site.IsDown = false;
        cluster.Network.Heal();

        // Longer than any detection of dead silos, start or timeout.
        await world.PauseAsync(TimeSpan.FromMinutes(3));
    }

    /// <inheritdoc/>
    public async Task SweepAsync()
    {
        // The first sweep puts the rest into a period of its own, and the second removes that period.
        foreach (Silo silo in cluster.Serving.Take(2))
        {
            silo.Process.Begin(async () => await silo.Store.SweepAsync(silo.Nodes.Context.Now));
            await world.PauseAsync(TimeSpan.FromSeconds(1));
        }
    }

    /// <inheritdoc/>
    public async Task RestartAsync()
    {
        foreach (Silo silo in cluster.Serving)
        {
            cluster.Kill(silo);
        }

        await SettleAsync();
    }

    private void Later(Action heal) => world.Scheduler.After(_while * random.NextDouble(), world, heal);
}
