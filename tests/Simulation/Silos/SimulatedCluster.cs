using ReplayGraph.Simulation.Faults;
using ReplayGraph.Simulation.Networks;
using ReplayGraph.Simulation.Scheduling;
using ReplayGraph.Simulation.Stores;

namespace ReplayGraph.Simulation.Silos;

/// <summary>Three silos over one database: who is a member, who is activated where, who starts and dies.</summary>
internal sealed class SimulatedCluster
{
    private const int Silos = 3;

    // Until the others agree that a silo is dead; until one that was declared dead learns it.
    private static readonly TimeSpan _detection = TimeSpan.FromSeconds(6), _rumour = TimeSpan.FromMilliseconds(40);

    // Longer than a memory counts without being compared with the store while silos come and go.
    private static readonly TimeSpan _behind = TimeSpan.FromSeconds(1.1);

    private readonly Scheduler _scheduler;
    private readonly FaultDraw _faults;
    private readonly Random _random;
    private readonly Func<Timestamp> _epoch;
    private readonly Directory _directory;
    private readonly List<Silo> _members = [];
    private readonly Process _world;
    private int _started, _doubled;

    internal SimulatedCluster(Scheduler scheduler, FaultDraw faults, Random random, Func<Timestamp> epoch, Process world)
    {
        (_scheduler, _faults, _random, _epoch, _world) = (scheduler, faults, random, epoch, world);
        (Site, Network, _directory) = (new(scheduler), new(scheduler, faults, random), new(random));
        for (int i = 0; i < Silos; i++)
        {
            Start();
        }
    }

    internal Network Network { get; }

    internal StoreSite Site { get; }

    /// <summary>Those that may answer somebody, or are not known yet to be dead.</summary>
    internal IReadOnlyList<Silo> Members => _members;

    /// <summary>Those that take calls of clients.</summary>
    internal IReadOnlyList<Silo> Serving => [.. _members.Where(silo => silo.Serves && silo.Process.IsAlive)];

    /// <summary>Whether a node has two activations now. One of them answers with what it knew before the other was told more.</summary>
    internal bool IsDoubled => _doubled > 0;

    /// <summary>Grows whenever that begins or ends.</summary>
    internal int Doubled { get; private set; }

    /// <summary>Where a node is called from a silo.</summary>
    internal Silo Where(object node, Silo from)
    {
        if (from.IsDeclaredDead)
        {
            // It knows nothing of what the others think, and they do not speak with it.
            return from;
        }

        Silo known = _directory.Where(node, _members);
        return _faults.Happens(Fault.SecondActivation, 100) ? Second(node, known) : known;
    }

    // Another activation beside the known one, until the directory finds out.
    private Silo Second(object node, Silo known)
    {
        Silo other = _members[_random.Next(_members.Count)];
        if (other != known)
        {
            BeginDouble();

            // It comes of silos that do not agree who lives, as they know.
            foreach (Silo silo in _members)
            {
                silo.Process.Within(silo.Memory.RequireRedelivery);
            }

            _scheduler.After(_rumour * _random.NextDouble(), _world, () => EndSecond(node, other));
        }

        return other;
    }

    // Once it has ended what it is at.
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

    // The activation that stays may be behind for so long.
    private void EndDouble() => _scheduler.After(_behind, _world, () =>
    {
        Doubled++;
        _doubled--;
    });

    internal void Start()
    {
        Silo? silo = null;
        var process = new Process($"silo-{++_started}", _scheduler);
        process.Within(() => silo = new Silo(process, _epoch, new SimulatedStore(Site, process, _faults, _random), this));

        // It is told of all that changes from before it serves.
        _members.Add(silo!);
        silo!.Serves = true;
    }

    /// <summary>A silo is killed, and another started in its place after a while.</summary>
    internal void Kill(Silo silo)
    {
        silo.Process.Kill();
        Network.Gone(silo.Process);
        _scheduler.After(_detection * (0.2 + _random.NextDouble()), _world, () => DeclareDead(silo));
        _scheduler.After(_detection * (2 * _random.NextDouble()), _world, Start);
    }

    /// <summary>A silo takes no more calls, ends what it has begun, and goes; another comes.</summary>
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

    /// <summary>The others think that a silo is dead. It learns of it later, and ends then.</summary>
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

    /// <summary>A node leaves the memory of a silo.</summary>
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
        _directory.Forget(silo);
        foreach (Silo other in _members)
        {
            _scheduler.After(_rumour * _random.NextDouble(), other.Process, other.Memory.RequireRedelivery);
        }
    }
}
