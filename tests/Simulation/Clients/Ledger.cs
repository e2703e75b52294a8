using ReplayGraph.Conformance.Generation;
using ReplayGraph.Conformance.Oracle;
using ReplayGraph.Facts;
using ReplayGraph.Simulation.Checks;

namespace ReplayGraph.Simulation.Clients;

/// <summary>The batches of an organization: those that were acknowledged, and those that may or may not be there.</summary>
/// <param name="time">A clock that shows when facts expire.</param>
internal sealed class Ledger(TimeProvider time)
{
    private readonly List<Tale> _told = [];
    private readonly HashSet<Tale> _pending = [];
    private readonly OracleGraph _oracle = new(time, evidence: SimulatedEvidence.Options);

    /// <summary>The oracle over the acknowledged facts.</summary>
    internal IGraph Oracle => _oracle;

    /// <summary>The acknowledged facts.</summary>
    internal IEnumerable<IFact> Acknowledged => _told.SelectMany(tale => tale.Facts);

    /// <summary>The acknowledged batches, in the order of acknowledgement.</summary>
    internal IReadOnlyList<Tale> Told => _told;

    /// <summary>The batches that were sent but not acknowledged.</summary>
    internal IReadOnlyCollection<Tale> Pending => _pending;

    internal void Begin(Tale tale)
    {
        tale.Since = _told.Count;
        _pending.Add(tale);
    }

    internal async ValueTask AcknowledgeAsync(Tale tale)
    {
        _pending.Remove(tale);
        _told.Add(tale);
        await _oracle.IngestAsync(World.Organization, tale.Batch);
    }
}
