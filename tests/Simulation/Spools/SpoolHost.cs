using ReplayGraph.Facts;
using ReplayGraph.Simulation.Checks;
using ReplayGraph.Simulation.Clients;
using ReplayGraph.Simulation.Disks;
using ReplayGraph.Simulation.Faults;
using ReplayGraph.Simulation.Networks;
using ReplayGraph.Simulation.Runs;
using ReplayGraph.Simulation.Scheduling;
using ReplayGraph.Simulation.Silos;
using ReplayGraph.Spooling;

namespace ReplayGraph.Simulation.Spools;

/// <summary>
/// The simulated cluster behind a front-end with a spool: successive processes on one disk. Clients send to the front-end, which may
/// acknowledge before the cluster has the facts; readers ask the silos.
/// </summary>
internal sealed class SpoolHost : IHost
{
    private static readonly TimeSpan _start = TimeSpan.FromMilliseconds(200), _while = TimeSpan.FromSeconds(3),
        _drain = TimeSpan.FromMinutes(1);

    private readonly SimulatedCluster _cluster;
    private readonly SiloHost _silos;
    private readonly Scheduler _scheduler;
    private readonly FaultDraw _faults;
    private readonly Random _random;
    private readonly Func<Timestamp> _epoch;
    private readonly Process _world;
    private readonly Trail? _trail;
    private readonly Disk _disk;
    private readonly SpoolReports _reports;
    private readonly SpoolOptions _options;
    private FrontEnd? _running;
    private int _started;

    internal SpoolHost(
        SimulatedCluster cluster, Scheduler scheduler, FaultDraw faults, Random random, Func<Timestamp> epoch, Process world, Trail? trail)
    {
        (_cluster, _scheduler, _faults, _random, _epoch, _world, _trail) = (cluster, scheduler, faults, random, epoch, world, trail);
        _silos = new(cluster, faults, new(random.Next()), world, trail);
        _disk = new(faults, random) { Stopped = () => scheduler.After(TimeSpan.Zero, world, KillStopped) };
        _reports = new(world, trail);
        _options = new()
        {
            Folder = "spool",
            Patience = TimeSpan.FromSeconds(0.1 + random.NextDouble()),
            SegmentBytes = random.Next(1_024, 4_096),
            WindowBytes = random.Next(1, 2_048),
        };
        Start();
    }

    /// <inheritdoc/>
    public int HarmEvery => _silos.HarmEvery;

    /// <inheritdoc/>
    public bool TellsItselfAnew => _silos.TellsItselfAnew;

    /// <inheritdoc/>
    public bool HearsInParts => _silos.HearsInParts;

    /// <inheritdoc/>
    public int Waiting => _silos.Waiting;

    /// <inheritdoc/>
    public async ValueTask<bool> IngestAsync(Process client, OrganizationId organization, FactBatch facts)
    {
        FrontEnd frontEnd = _running ?? throw new GoneException("the front-end");
        return await _cluster.Network.CallAsync(
            client, frontEnd.Process, "send", () => frontEnd.IngestAsync(organization, facts));
    }

    /// <inheritdoc/>
    public IReadOnlyList<IGraph> Graphs(Process client) => _silos.Graphs(client);

    /// <inheritdoc/>
    public void Harm()
    {
        if (_running is not { } frontEnd || _random.Next(2) == 0)
        {
            _silos.Harm();
        }
        else if (_faults.Happens(Fault.Kill, 20, out uint how) || (frontEnd.Spool.Refusing is not null && _random.Next(4) == 0))
        {
            Kill(frontEnd, losesPower: how % 2 == 0);
        }
        else if (_faults.Happens(Fault.Restart, 20) && !_disk.HasLost)
        {
            Stop(frontEnd);
        }
        else if (_faults.Happens(Fault.Pause, 20))
        {
            frontEnd.Process.Pause();
            Later(frontEnd.Process.Continue);
        }
        else if (_faults.Happens(Fault.Cut, 10))
        {
            _trail?.Say(_world, "cuts the front-end off from the silos");
            Silo[] silos = [.. _cluster.Members];
            Array.ForEach(silos, silo => _cluster.Network.Cut(frontEnd.Process, silo.Process));
            Later(() => Array.ForEach(silos, silo => _cluster.Network.Heal(frontEnd.Process, silo.Process)));
        }
        else if (_faults.Happens(Fault.ClockJumps, 20, out uint by))
        {
            frontEnd.Process.JumpClock(by);
        }
    }

    /// <inheritdoc/>
    public async Task SettleAsync()
    {
        await _silos.SettleAsync();
        if (_running is { } frontEnd && (frontEnd.Spool.Refusing is not null || _disk.HasLost))
        {
            Kill(frontEnd, losesPower: false);
        }

        await _world.PauseAsync(_drain);
        if (_reports.Loss is { } loss)
        {
            throw new SimulationFailure(loss);
        }

        if (_running?.Spool is not { Bytes: 0 })
        {
            throw new SimulationFailure($"The spool still holds {_running?.Spool.Bytes} bytes, although the cluster is healthy.");
        }
    }

    /// <inheritdoc/>
    public Task SweepAsync() => _silos.SweepAsync();

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

        await _silos.RestartAsync();
    }

    private void KillStopped()
    {
        if (_disk.IsStopped && _running is { } frontEnd)
        {
            Kill(frontEnd, losesPower: _disk.HasLost || _random.Next(2) == 0);
        }
    }

    private void Kill(FrontEnd frontEnd, bool losesPower)
    {
        _trail?.Say(_world, losesPower ? "cuts the front-end's power" : "kills the front-end");
        _running = null;
        End(frontEnd, losesPower);
    }

    private void Stop(FrontEnd frontEnd)
    {
        _trail?.Say(_world, "stops the front-end");
        _running = null;
        frontEnd.Process.Begin(async () =>
        {
            await frontEnd.Spool.DisposeAsync();
            End(frontEnd, losesPower: false);
        });
    }

    private void End(FrontEnd frontEnd, bool losesPower)
    {
        frontEnd.Process.Kill();
        _cluster.Network.Gone(frontEnd.Process);
        StartAgain(losesPower);
    }

    // After a failed flush, only a restart of the machine shows what is on its disk, however the process ended.
    private void StartAgain(bool losesPower)
    {
        if (losesPower || _disk.HasLost)
        {
            _disk.LosePower();
        }
        else
        {
            _disk.Release();
        }

        _scheduler.After(_start * _random.NextDouble(), _world, Start);
    }

    private void Start()
    {
        var process = new Process($"front-end-{++_started}", _scheduler);
        try
        {
            process.Within(() => _running = new(process, _epoch, _options, _disk, _reports, _random, _silos.SendAsync));
            _trail?.Say(process, "serves");
        }
        catch (IOException e)
        {
            _trail?.Say(process, $"cannot start: {e.Message}");
            process.Kill();
            StartAgain(losesPower: false);
        }
    }

    private void Later(Action heal) => _scheduler.After(_while * _random.NextDouble(), _world, heal);
}
