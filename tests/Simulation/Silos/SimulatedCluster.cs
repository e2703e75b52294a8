using ReplayGraph.Links;
using ReplayGraph.Simulation.Faults;
using ReplayGraph.Simulation.Networks;
using ReplayGraph.Simulation.Scheduling;
using ReplayGraph.Simulation.Stores;

namespace ReplayGraph.Simulation.Silos;

/// <summary>Three silos over one database: membership, placement of activations, starts and failures.</summary>
internal sealed class SimulatedCluster
{
    private const int Silos = 3;

    // The time until the others declare a silo dead, and the time until that silo learns it.
    private static readonly TimeSpan _detection = TimeSpan.FromSeconds(6), _rumour = TimeSpan.FromMilliseconds(40);

    // Longer than a cache is trusted without verification while the membership changes.
    private static readonly TimeSpan _behind = TimeSpan.FromSeconds(1.1);

    private readonly Scheduler _scheduler;
    private readonly FaultDraw _faults;
    private readonly Random _random;
    private readonly Func<Timestamp> _epoch;
    private readonly Directory _directory;
    private readonly List<Silo> _members = [];
    private readonly Process _world;
    private readonly EvidenceOptions _evidence;
    private readonly bool _keepsCoverage;
    private int _started, _doubled;

    internal SimulatedCluster(
        Scheduler scheduler, FaultDraw faults, Random random, Func<Timestamp> epoch, Process world, EvidenceOptions evidence, bool keepsCoverage)
    {
        _keepsCoverage = keepsCoverage;
        (_scheduler, _faults, _random, _epoch, _world, _evidence) = (scheduler, faults, random, epoch, world, evidence);
        (Site, Network, _directory) = (new(scheduler), new(scheduler, faults, random), new(random));
        for (int i = 0; i < Silos; i++)
        {
            Start();
        }
    }

    internal Network Network { get; }

    internal StoreSite Site { get; }

    /// <summary>The silos that can still answer, or are not yet known to be dead.</summary>
    internal IReadOnlyList<Silo> Members => _members;

    /// <summary>The silos that serve clients.</summary>
    internal IReadOnlyList<Silo> Serving => [.. _members.Where(silo => silo.Serves && silo.Process.IsAlive)];

    /// <summary>Whether a node has two activations now, one of which may answer from outdated state.</summary>
    internal bool IsDoubled => _doubled > 0;

    /// <summary>Increases whenever that changes.</summary>
    internal int Doubled { get; private set; }

    /// <summary>The silo that a node is called at, as seen from another silo.</summary>
    internal Silo Where(object node, Silo from)
    {
        if (from.IsDeclaredDead)
        {
            // It does not know the others' view of the membership, and they do not call it.
            return from;
        }

        Silo known = _directory.Where(node, _members);
        return _faults.Happens(Fault.SecondActivation, 100) ? Second(node, known) : known;
    }

    // A second activation, until the directory removes it.
    private Silo Second(object node, Silo known)
    {
        Silo other = _members[_random.Next(_members.Count)];
        if (other != known)
        {
            BeginDouble();

            // Duplicate activations arise while silos disagree about the membership, and they know that.
            foreach (Silo silo in _members)
            {
                silo.Process.Within(silo.Memory.Redelivery.Require);
            }

            _scheduler.After(_rumour * _random.NextDouble(), _world, () => EndSecond(node, other));
        }

        return other;
    }

    // After its current turn.
    private void EndSecond(object node, Silo other)
    {
        bool isKnown = _directory.Find(node) == other;
        if (isKnown || !other.Process.IsAlive || other.Nodes.Deactivate(node) || !other.Nodes.Active.Contains(node))
        {
            EndDouble();
            return;
        }

        _scheduler.After(_rumour, _world, () => EndSecond(node, other));
    }

    private void BeginDouble()
    {
        Doubled++;
        _doubled++;
    }

    // The remaining activation may be outdated for so long.
    private void EndDouble() => _scheduler.After(_behind, _world, () =>
    {
        Doubled++;
        _doubled--;
    });

    internal void Start()
    {
        Silo? silo = null;
        var process = new Process($"silo-{++_started}", _scheduler);
        Site.Leases.Add(process);
        process.Within(() => silo = new Silo(
            process, _epoch, new SimulatedStore(Site, process, _faults, _random), this, _evidence, hasSmallCache: _started % 2 == 0, _keepsCoverage));

        // It receives all announcements from before it serves.
        _members.Add(silo!);
        silo!.Serves = true;
    }

    /// <summary>Kills a silo, and starts another in its place after a while.</summary>
    internal void Kill(Silo silo)
    {
        silo.Process.Kill();
        Network.Gone(silo.Process);
        _scheduler.After(_detection * (0.2 + _random.NextDouble()), _world, () => DeclareDead(silo));
        _scheduler.After(_detection * (2 * _random.NextDouble()), _world, Start);
    }

    /// <summary>Stops a silo gracefully: it rejects new calls, completes the others and leaves. Another one starts.</summary>
    internal void Restart(Silo silo)
    {
        silo.Serves = false;
        _scheduler.After(_detection, _world, () =>
        {
            if (silo.Process.IsAlive)
            {
                silo.Process.Kill();
                Network.Gone(silo.Process);
                DeclareDead(silo);
                Start();
            }
        });
    }

    /// <summary>Declares a running silo dead. It learns that later, and stops then.</summary>
    internal void CutOff(Silo silo)
    {
        foreach (Silo other in _members.Where(other => other != silo))
        {
            Network.Cut(silo.Process, other.Process);
        }

        BeginDouble();
        DeclareDead(silo);
        _scheduler.After(_detection * _random.NextDouble(), _world, () =>
        {
            EndDouble();
            if (silo.Process.IsAlive)
            {
                silo.Process.Kill();
                Network.Gone(silo.Process);
                Start();
            }
        });
    }

    /// <summary>Deactivates a node.</summary>
    internal void Deactivate(Silo silo, int which)
    {
        object[] active = [.. silo.Nodes.Active.OrderBy(node => $"{node.GetType().Name} {node}", StringComparer.Ordinal)];
        if (active.Length > 0)
        {
            object node = active[which % active.Length];
            if (silo.Nodes.Deactivate(node))
            {
                _directory.Forget(node, silo);
            }
        }
    }

    private void DeclareDead(Silo silo)
    {
        silo.IsDeclaredDead = true;
        _members.Remove(silo);
        Site.Leases.Remove(silo.Process);
        _directory.Forget(silo);
        foreach (Silo other in _members)
        {
            _scheduler.After(_rumour * _random.NextDouble(), other.Process, other.Memory.Redelivery.Require);
        }
    }
}
