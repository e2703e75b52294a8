using ReplayGraph.Cluster;
using ReplayGraph.Cluster.Caches;
using ReplayGraph.Facts;
using ReplayGraph.Links;
using ReplayGraph.LocalCluster;
using ReplayGraph.Simulation.Scheduling;
using ReplayGraph.Simulation.Stores;

namespace ReplayGraph.Simulation.Silos;

/// <summary>One run of a silo: its activations, caches and store.</summary>
internal sealed class Silo
{
    private static readonly TimeSpan _longestIngest = TimeSpan.FromSeconds(110), _retention = TimeSpan.FromDays(90);

    // Logs are short here.
    private const int CompactAt = 3;

    // The organizations and a few of their replays: rows, and sometimes an organization, are evicted all the time.
    private const long SmallCache = 7_000;

    private readonly ProcessTime _time;

    internal Silo(
        Process process, Func<Timestamp> epoch, SimulatedStore store, SimulatedCluster cluster, EvidenceOptions evidence, bool hasSmallCache,
        bool keepsCoverage)
    {
        (Process, Store) = (process, store);
        _time = new(process, epoch);
        var lease = new SiloLease(store, _time);
        lease.Cache = new(store, _time, lease, hasSmallCache ? SmallCache : SiloCache.DefaultCapacity);
        var context = new NodeContext(store, lease.Cache, _time, _retention)
        {
            CompactAt = CompactAt,
            DropExpiredAt = 1,
            ExamplesAtOnce = 1,
            Evidence = evidence,
        };
        var routes = new Routes(this, cluster, context, _time);
        Nodes = new(context, routes, TaskScheduler.FromCurrentSynchronizationContext());
        Graph = new(Nodes, routes, routes, keepsCoverage);
    }

    internal Process Process { get; }

    internal SimulatedStore Store { get; }

    /// <summary>The activations of this silo.</summary>
    internal LocalNodes Nodes { get; }

    /// <summary>The graph that it serves to clients.</summary>
    internal LocalGraph Graph { get; }

    internal SiloCache Memory => Nodes.Context.Cache;

    /// <summary>Whether it serves clients.</summary>
    internal bool Serves { get; set; }

    /// <summary>Whether the others have declared it dead. It continues until it learns that.</summary>
    internal bool IsDeclaredDead { get; set; }

    internal async ValueTask<IngestResult> IngestAsync(OrganizationId organization, FactBatch facts)
    {
        using var deadline = new CancellationTokenSource(_longestIngest, _time);
        try
        {
            return await Graph.IngestAsync(organization, facts, deadline.Token);
        }
        catch (OperationCanceledException e)
        {
            throw new GraphException("The batch timed out.", isTransient: true, e);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Process.Name;
}
