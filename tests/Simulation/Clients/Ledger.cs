using ReplayGraph.Facts;

namespace ReplayGraph.Simulation.Clients;

/// <summary>What an organization was told: what was acknowledged, and what may or may not be there.</summary>
internal sealed class Ledger
{
    private readonly List<IFact> _acknowledged = [];
    private readonly HashSet<Tale> _pending = [];

    /// <summary>Facts that must be there.</summary>
    internal IReadOnlyList<IFact> Acknowledged => _acknowledged;

    /// <summary>Batches that were told and not acknowledged.</summary>
    internal IReadOnlyCollection<Tale> Pending => _pending;

    /// <summary>Grows whenever any of it changes.</summary>
    internal int Version { get; private set; }

    internal void Begin(Tale tale)
    {
        Version++;
        _pending.Add(tale);
    }

    internal void Acknowledge(Tale tale)
    {
        Version++;
        _pending.Remove(tale);
        _acknowledged.AddRange(tale.Facts);
    }
}
