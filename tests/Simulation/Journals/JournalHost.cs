using ReplayGraph.Embedded;
using ReplayGraph.Embedded.Journal;
using ReplayGraph.Facts;
using ReplayGraph.Links;
using ReplayGraph.Simulation.Checks;
using ReplayGraph.Simulation.Clients;
using ReplayGraph.Simulation.Disks;
using ReplayGraph.Simulation.Faults;
using ReplayGraph.Simulation.Networks;
using ReplayGraph.Simulation.Runs;
using ReplayGraph.Simulation.Scheduling;

namespace ReplayGraph.Simulation.Journals;

/// <summary>The embedded host on a simulated machine: successive processes on one disk.</summary>
internal sealed class JournalHost : IHost
{
    private static readonly TimeSpan _start = TimeSpan.FromMilliseconds(200), _while = TimeSpan.FromSeconds(1);

    private readonly Scheduler _scheduler;
    private readonly FaultDraw _faults;
    private readonly Random _random;
    private readonly Func<Timestamp> _epoch;
    private readonly Process _world;
    private readonly Trail? _trail;
    private readonly Network _network;
    private readonly Disk _disk;
    private readonly EmbeddedOptions _options;
    private Running? _running;
    private int _started;

    internal JournalHost(Scheduler scheduler, FaultDraw faults, Random random, Func<Timestamp> epoch, Process world, EvidenceOptions evidence, Trail? trail)
    {
        (_scheduler, _faults, _random, _epoch, _world, _trail) = (scheduler, faults, random, epoch, world, trail);
        (_network, _disk) = (new(scheduler, faults, random), new(faults, random));
        _options = new()
        {
            Folder = "data",
            Evidence = evidence,
            JournalSegmentBytes = random.Next(1_024, 8_192),
            SnapshotBytes = random.Next(4_096),
            Report = line => trail?.Say(world, line),
        };
        _disk.Stopped = () => _scheduler.After(TimeSpan.Zero, _world, KillStopped);
        Start();
    }

    /// <inheritdoc/>
    public int HarmEvery => 20;

    /// <inheritdoc/>
    public int Waiting => _running?.Waiting ?? 0;

    /// <inheritdoc/>
    public bool TellsItselfAnew => true;

    /// <inheritdoc/>
    public bool HearsInParts => false;

    /// <inheritdoc/>
    public async ValueTask<bool> IngestAsync(Process client, OrganizationId organization, FactBatch facts)
    {
        Running server = _running ?? throw new GoneException("the server");
        await _network.CallAsync(client, server.Process, "ingest", () => server.IngestAsync(organization, facts));
        return true;
    }

    /// <inheritdoc/>
    public IReadOnlyList<IGraph> Graphs(Process client) =>
        _running is { Graph: { } graph, Process: { } process } ? [new RemoteGraph(_network, client, process, graph, () => true)] : [];

    /// <inheritdoc/>
    public void Harm()
    {
        if (_running is not { } server)
        {
            return;
        }

        if (_faults.Happens(Fault.Kill, 60, out uint how) || (server.Graph.Refusing is not null && _random.Next(10) == 0))
        {
            Kill(server, losesPower: how % 2 == 0);
        }
        else if (_faults.Happens(Fault.Restart, 80) && !_disk.HasLost)
        {
            Stop(server);
        }
        else if (_faults.Happens(Fault.Pause, 60))
        {
            server.Process.Pause();
            _scheduler.After(_while * _random.NextDouble(), _world, server.Process.Continue);
        }
        else if (_faults.Happens(Fault.Sweep, 40))
        {
            server.Begin(graph => graph.SweepAsync());
        }
        else if (_faults.Happens(Fault.Snapshot, 40))
        {
            server.Begin(graph => graph.SnapshotAsync(0));
        }
        else if (_faults.Happens(Fault.ClockJumps, 40, out uint by))
        {
            server.Process.JumpClock(by);
        }
    }

    /// <inheritdoc/>
    public async Task SettleAsync()
    {
        await _world.PauseAsync(TimeSpan.FromSeconds(30));
        if (_running is { } server && (server.Graph.Refusing is not null || _disk.HasLost))
        {
            Kill(server, losesPower: false);
            await _world.PauseAsync(TimeSpan.FromSeconds(30));
        }
    }

    /// <inheritdoc/>
    public async Task SweepAsync()
    {
        _running!.Begin(graph => graph.SweepAsync());
        await _world.PauseAsync(TimeSpan.FromSeconds(1));
    }

    /// <inheritdoc/>
    public async Task RestartAsync()
    {
        if (_random.Next(2) == 0)
        {
            Stop(_running!);
        }
        else
        {
            Kill(_running!, losesPower: _random.Next(2) == 0);
        }

        await _world.PauseAsync(TimeSpan.FromSeconds(30));
    }

    private void KillStopped()
    {
        if (_disk.IsStopped && _running is { } server)
        {
            Kill(server, losesPower: _disk.HasLost || _random.Next(2) == 0);
        }
    }

    private void Kill(Running server, bool losesPower)
    {
        _trail?.Say(_world, losesPower ? "cuts the power" : "kills the server");
        server.Process.Kill();
        _running = null;
        _network.Gone(server.Process);
        End(losesPower);
    }

    private void Stop(Running server)
    {
        _trail?.Say(_world, "stops the server");
        _running = null;
        server.Process.Begin(() => StopAsync(server));
    }

    private async Task StopAsync(Running server)
    {
        try
        {
            await server.Graph.DisposeAsync();
        }
        catch (IOException e)
        {
            _trail?.Say(_world, $"stopping the server failed: {e.Message}");
        }

        server.Process.Kill();
        _network.Gone(server.Process);
        End(losesPower: false);
    }

    // After a failed flush, only a restart of the machine shows what is on its disk, however the process ended.
    private void End(bool losesPower)
    {
        if (losesPower || _disk.HasLost)
        {
            _disk.LosePower();
        }
        else
        {
            _disk.Release();
        }

        StartLater();
    }

    private void StartLater() => _scheduler.After(_start * _random.NextDouble(), _world, Start);

    private void Start()
    {
        var process = new Process($"server-{++_started}", _scheduler);
        try
        {
            process.Within(() => _running = new Running(process, _epoch, _options, _disk, _faults, _random));
            _trail?.Say(process, "serves");
        }
        catch (JournalDamagedException e)
        {
            throw new SimulationFailure($"The journal is unreadable although nothing damaged it: {e.Message}");
        }
        catch (IOException e)
        {
            _trail?.Say(process, $"cannot start: {e.Message}");
            process.Kill();
            End(losesPower: false);
        }
    }
}
