using System.Collections.Concurrent;
using ReplayGraph.Embedded.Commits;
using ReplayGraph.Embedded.Journal;
using ReplayGraph.Embedded.Lookups;
using ReplayGraph.Embedded.Nodes;
using ReplayGraph.Facts;
using ReplayGraph.Queries;
using ReplayGraph.Replays;

namespace ReplayGraph.Embedded;

/// <summary>
/// The graph in one process: facts in a journal on disk, nodes in memory. Lookups take no lock and wait for nobody; facts are applied
/// by one thread, after one flush for all that wait.
/// </summary>
public sealed class EmbeddedGraph : IGraph, IAsyncDisposable
{
    private readonly ConcurrentDictionary<OrganizationId, (OrganizationNodes Nodes, Applier Applier)> _organizations = new();
    private readonly TimeSpan _retention;
    private readonly TimeProvider _time;
    private readonly DataFolder _folder;
    private JournalWriter? _journal;
    private CommitPipeline? _commits;

    private EmbeddedGraph(EmbeddedOptions options, TimeProvider time, DataFolder folder)
    {
        _retention = TimeSpan.FromDays(options.RetentionDays);
        (_time, _folder) = (time, folder);
    }

    /// <summary>What was found on opening.</summary>
    public required OpenReport Opened { get; init; }

    /// <summary>Why facts are refused now (a full disk, a failed flush); null if they are taken.</summary>
    public string? Refusing => _commits?.Failure?.Message;

    private Timestamp Now => Timestamp.From(_time.GetUtcNow());

    /// <summary>Opens a data folder: reads the journal, cuts off a torn tail, and applies every fact.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="DataFolderInUseException">Another process holds the folder.</exception>
    /// <exception cref="JournalDamagedException">The journal is damaged in the middle.</exception>
    /// <exception cref="IOException">The folder cannot be read or written.</exception>
    public static EmbeddedGraph Open(EmbeddedOptions options, TimeProvider time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.RetentionDays, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.RetentionDays, Limits.RetentionDays);
        DataFolder folder = DataFolder.Open(options.Folder);
        try
        {
            long begun = time.GetTimestamp();
            var report = new OpenReport();
            var graph = new EmbeddedGraph(options, time, folder) { Opened = report };
            JournalScan scan = graph.Replay();
            report.Set(scan, time.GetElapsedTime(begun));
            graph._journal = JournalWriter.Open(folder, scan);
            graph._commits = new CommitPipeline(graph._journal, graph.Apply);
            return graph;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IngestResult> IngestAsync(OrganizationId organization, FactBatch facts, CancellationToken cancel = default)
    {
        if (facts.Count == 0)
        {
            return default;
        }

        var frame = new JournalFrame(
            organization.ToString(), (uint)facts.Count, facts.LatestExpiry(_retention).Milliseconds, facts.Bytes);
        return await _commits!.CommitAsync(new Commit(organization, frame), cancel).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask<LinkPage> LookupAsync(OrganizationId organization, LookupQuery query, CancellationToken cancel = default) =>
        new(Nodes(organization) is { } nodes ? Lookup.Run(nodes, query, Now) : new LinkPage([], 0, null, query.ByKey ? [.. query.Keys.Select(key => new KeyLinks(key, [], 0))] : null, query.Events ? [] : null));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ReplayView>> ReplaysAsync(
        OrganizationId organization, IReadOnlyList<ReplayId> ids, CancellationToken cancel = default) =>
        new(Nodes(organization) is { } nodes ? ReplayViews.Of(nodes, ids, Now) : []);

    /// <inheritdoc/>
    public ValueTask<NeighbourPage> NeighboursAsync(OrganizationId organization, NeighbourQuery query, CancellationToken cancel = default) =>
        new(Nodes(organization) is { } nodes ? Neighbours.Of(nodes, query, Now) : new NeighbourPage([], 0, null));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<CoverageRow>> CoverageAsync(
        OrganizationId organization, CoverageQuery query, CancellationToken cancel = default) =>
        new(Nodes(organization) is { } nodes ? CoverageCount.Of(nodes, query, Now, cancel) : []);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<NodeKey>> LinkedAsync(OrganizationId organization, NodeKind kind, CancellationToken cancel = default) =>
        new(Nodes(organization) is { } nodes ? LinkedKeys.Of(nodes, kind) : []);

    /// <summary>Acknowledges what is under way, and closes the data folder.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_commits is not null)
        {
            await _commits.DisposeAsync().ConfigureAwait(false);
        }

        _journal?.Dispose();
        _folder.Dispose();
    }

    private OrganizationNodes? Nodes(OrganizationId organization) =>
        _organizations.TryGetValue(organization, out (OrganizationNodes Nodes, Applier) found) ? found.Nodes : null;

    private IngestResult Apply(Commit commit) => Apply(commit.Organization, commit.Frame.Payload);

    private IngestResult Apply(OrganizationId organization, ReadOnlyMemory<byte> facts)
    {
        if (!_organizations.TryGetValue(organization, out (OrganizationNodes, Applier Applier) entry))
        {
            var nodes = new OrganizationNodes(_retention);
            entry = _organizations[organization] = (nodes, new Applier(nodes));
        }

        return entry.Applier.Apply(facts, Now);
    }

    private JournalScan Replay()
    {
        using var reader = new JournalReader(_folder.Path);
        while (reader.TryRead(out JournalEntry entry))
        {
            Apply(OrganizationId.Parse(entry.Frame.Organization), entry.Frame.Payload);
        }

        return reader.Scan;
    }
}
