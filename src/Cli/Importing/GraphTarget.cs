using ReplayGraph.Facts;

namespace ReplayGraph.Cli.Importing;

/// <summary>Imports into a graph in this process.</summary>
/// <param name="graph">The graph.</param>
/// <param name="organization">The organization of the facts.</param>
/// <param name="received">When the lines were received, for messages without a time of their own.</param>
public sealed class GraphTarget(IGraph graph, OrganizationId organization, Timestamp received) : IImportTarget
{
    // Pieces are parsed, written and applied at the same time; more lanes would only cost memory.
    private const int LanesPerProcessor = 4;

    /// <inheritdoc/>
    public int Lanes { get; init; } = Math.Clamp(Environment.ProcessorCount, 1, 4) * LanesPerProcessor;

    /// <inheritdoc/>
    public IImportLane OpenLane() => new Lane(this);

    private ValueTask<IngestResult> IngestAsync(FactBatch facts) => graph.IngestAsync(organization, facts, CancellationToken.None);

    private sealed class Lane(GraphTarget target) : IImportLane
    {
        private readonly PieceParser _parser = new(target.Received);

        public async ValueTask TakeAsync(LinePiece piece, ImportProgress progress, CancellationToken cancel)
        {
            _parser.Parse(piece);
            IngestResult result = await target.IngestAsync(_parser.Facts).ConfigureAwait(false);
            progress.Add(_parser.Counts + new ImportCounts(result.Accepted, result.Duplicates, result.Expired, 0, 0), _parser.Rejected);
        }
    }

    private Timestamp Received { get; } = received;
}
