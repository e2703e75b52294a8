using ReplayGraph.Conformance.Generation;
using ReplayGraph.Conformance.Oracle;
using ReplayGraph.Facts;
using ReplayGraph.Simulation.Checks;

namespace ReplayGraph.Simulation.Clients;

/// <summary>The batches of an organization: those that were acknowledged, and those that may or may not be there.</summary>
/// <param name="options">What the oracle needs.</param>
internal sealed class Ledger(OracleOptions options)
{
    private readonly List<Tale> _told = [];
    private readonly HashSet<Tale> _pending = [];
    private readonly List<Tale> _toCome = [];
    private readonly OracleGraph _oracle = new(options.Time, evidence: options.Evidence);

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

    /// <summary>Whether it was acknowledged, and may not be in answers yet. It must not be sent again: that would hide its loss.</summary>
    internal bool IsToCome(Tale tale) => _toCome.Contains(tale);

    /// <summary>Whether there are such batches.</summary>
    internal bool ExpectsMore => _toCome.Count > 0;

    /// <summary>Notes an acknowledgement.</summary>
    /// <param name="tale">The batch.</param>
    /// <param name="isVisible">Whether answers contain it from now on.</param>
    internal ValueTask AcknowledgeAsync(Tale tale, bool isVisible)
    {
        if (!isVisible)
        {
            _toCome.Add(tale);
            return default;
        }

        return CountAsync(tale);
    }

    /// <summary>Whatever was acknowledged is in answers from now on.</summary>
    internal async ValueTask SettleAsync()
    {
        foreach (Tale tale in _toCome)
        {
            await CountAsync(tale);
        }

        _toCome.Clear();
    }

    private async ValueTask CountAsync(Tale tale)
    {
        _pending.Remove(tale);
        _told.Add(tale);
        await _oracle.IngestAsync(World.Organization, tale.Batch);
    }
}
