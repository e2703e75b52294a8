using ReplayGraph.Simulation.Scheduling;

namespace ReplayGraph.Simulation.Stores;

/// <summary>The machine of the database.</summary>
internal sealed class StoreSite(Scheduler scheduler)
{
    /// <summary>The database, which keeps its data while it is unreachable.</summary>
    internal Database Database { get; } = new();

    /// <summary>The leases of silos.</summary>
    internal LeaseTable Leases { get; } = new(scheduler);

    internal Process Process { get; } = new("database", scheduler);

    /// <summary>Whether it is reachable.</summary>
    internal bool IsDown { get; set; }
}
