using ReplayGraph.Simulation.Scheduling;

namespace ReplayGraph.Simulation.Stores;

/// <summary>Where the database runs.</summary>
internal sealed class StoreSite(Scheduler scheduler)
{
    /// <summary>What it keeps, also while it cannot be reached.</summary>
    internal Database Database { get; } = new();

    internal Process Process { get; } = new("database", scheduler);

    /// <summary>Whether it can be reached.</summary>
    internal bool IsDown { get; set; }
}
