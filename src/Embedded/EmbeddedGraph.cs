using ReplayGraph.Embedded.CatchingUp;
using ReplayGraph.Embedded.Commits;
using ReplayGraph.Embedded.Journal;
using ReplayGraph.Embedded.Lookups;
using ReplayGraph.Embedded.Nodes;
using ReplayGraph.Embedded.Retention;
using ReplayGraph.Facts;
using ReplayGraph.Lookups;
using ReplayGraph.Queries;

namespace ReplayGraph.Embedded;

/// <summary>
/// The graph in one process: facts in a journal on disk, nodes in memory. Lookups take no lock and never block. One thread applies facts;
/// one flush covers all waiting batches.
/// </summary>
public sealed class EmbeddedGraph : IGraph, IAsyncDisposable
{
    private readonly OrganizationTable _organizations;
    private readonly OrganizationNodes _empty;
    private readonly NodeSettings _settings;
    private readonly EmbeddedOptions _options;
    private readonly TimeProvider _time;
    private readonly IStorage _storage;
    private readonly IHeldFolder _folder;
    private JournalWriter? _journal;
    private CatchUp? _catchUp;
    private CommitPipeline? _commits;
    private OpenReport? _opened;
    private SnapshotSchedule? _snapshots;
    private ITimer? _sweepTimer;
    private ITimer? _snapshotTimer;
    private int _closed;

    private EmbeddedGraph(EmbeddedOptions options, TimeProvider time, IStorage storage, IHeldFolder folder)
    {
        (_options, _time, _storage, _folder) = (options, time, storage, folder);
        _settings = new(TimeSpan.FromDays(options.RetentionDays), options.Evidence);
        _empty = new OrganizationNodes(_settings);
        _organizations = new(storage, folder.Path, _settings, time);
    }

    /// <summary>
    /// Completes once lookups work; until then they fail with a transient <see cref="GraphException"/>. Fails with what <see cref="Open(
    /// EmbeddedOptions, TimeProvider)"/> throws if the journal cannot be read: the graph must then be disposed.
    /// </summary>
    public Task Opening => _catchUp!.Done;

    /// <summary>What opening the data folder found.</summary>
    /// <exception cref="InvalidOperationException"><see cref="Opening"/> has not completed.</exception>
    public OpenReport Opened => _opened ?? throw new InvalidOperationException("The graph is not open.");

    /// <summary>Why ingestion fails now (a full disk, a failed flush); null while it works.</summary>
    public string? Refusing => _commits?.Failure?.Message;

    private Timestamp Now => Timestamp.From(_time.GetUtcNow());

    /// <summary>Opens a data folder: applies the journal and truncates a torn tail.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    /// <exception cref="DataFolderInUseException">Another process holds the folder.</exception>
    /// <exception cref="JournalDamagedException">The journal is damaged in the middle.</exception>
    /// <exception cref="IOException">The folder cannot be read or written.</exception>
    public static EmbeddedGraph Open(EmbeddedOptions options, TimeProvider time) => Open(options, time, DiskStorage.Instance, CommitThreads.Begin);

    /// <summary>
    /// Opens the journal of a data folder, so that the graph accepts facts, and applies it in the background: see <see cref="Opening"/>.
    /// Reads only the last file of the journal, and truncates a torn tail.
    /// </summary>
    /// <inheritdoc cref="Open(EmbeddedOptions, TimeProvider)"/>
    public static EmbeddedGraph Begin(EmbeddedOptions options, TimeProvider time) =>
        Begin(options, time, DiskStorage.Instance, CommitThreads.Begin, decodesAhead: true);

    /// <summary>Opens a data folder on the given storage.</summary>
    internal static EmbeddedGraph Open(
        EmbeddedOptions options, TimeProvider time, IStorage storage, Func<CommitPipeline, IAsyncDisposable> begin)
    {
        EmbeddedGraph graph = Begin(options, time, storage, begin, decodesAhead: true);
        try
        {
            graph.Opening.GetAwaiter().GetResult();
            return graph;
        }
        catch
        {
            graph.DisposeAsync().AsTask().GetAwaiter().GetResult();
            throw;
        }
    }

    /// <summary>Begins to open a data folder on the given storage.</summary>
    /// <param name="options">The options.</param>
    /// <param name="time">The clock.</param>
    /// <param name="storage">The file system, or a simulated one.</param>
    /// <param name="begin">
    /// Starts the workers of the pipeline: <see cref="CommitThreads.Begin(CommitPipeline)"/>, or in a test, its own stepper.
    /// </param>
    /// <param name="decodesAhead">Whether to decode the journal on a thread of its own.</param>
    /// <param name="salt">Draws the salt of a new segment; null draws at random.</param>
    internal static EmbeddedGraph Begin(
        EmbeddedOptions options,
        TimeProvider time,
        IStorage storage,
        Func<CommitPipeline, IAsyncDisposable> begin,
        bool decodesAhead = false,
        Func<uint>? salt = null)
    {
        var journal = new JournalOptions { SegmentBytes = options.JournalSegmentBytes };
        journal.Validate();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.RetentionDays, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.RetentionDays, Limits.RetentionDays);
        IHeldFolder folder = storage.Hold(options.Folder);
        try
        {
            var graph = new EmbeddedGraph(options, time, storage, folder);
            graph.Begin(journal, begin, decodesAhead, salt);
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

        if (facts.Bytes.Length > JournalFrame.MaxPayload)
        {
            throw new ArgumentException(
                $"A batch of {facts.Bytes.Length} bytes exceeds {JournalFrame.MaxPayload}. Split it.", nameof(facts));
        }

        if (_organizations.Find(organization) is { Rows.IsNearlyFull: true })
        {
            // Checked before the facts are durable: facts that cannot be applied must not fail the next start.
            throw new GraphException(
                "The organization has used up its row handles. Restart to renumber the rows that are held.", isTransient: false);
        }

        var frame = new JournalFrame(
            organization.ToString(), (uint)facts.Count, facts.LatestExpiry(_settings.Retention).Milliseconds, facts.Bytes);
        IngestResult result = await _commits!.CommitAsync(new Commit(organization, frame), cancel);
        _snapshots!.Grow(frame.Payload.Length);
        return result;
    }

    /// <inheritdoc/>
    public ValueTask<LinkPage> LookupAsync(OrganizationId organization, LookupQuery query, CancellationToken cancel = default) =>
        new(Lookup<EmbeddedView>.Run(new(Nodes(organization) ?? _empty, Now), query, cancel).Page);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ReplayView>> ReplaysAsync(
        OrganizationId organization, IReadOnlyList<ReplayId> ids, CancellationToken cancel = default) =>
        new(Nodes(organization) is { } nodes ? new EmbeddedView(nodes, Now).Replays(ids) : []);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ReplayView>> LatestReplaysAsync(
        OrganizationId organization, LatestReplaysQuery query, CancellationToken cancel = default) =>
        new(Nodes(organization) is { } nodes ? new EmbeddedView(nodes, Now).LatestReplays(query, cancel) : []);

    /// <inheritdoc/>
    public ValueTask<NeighbourPage> NeighboursAsync(OrganizationId organization, NeighbourQuery query, CancellationToken cancel = default) =>
        new(Nodes(organization) is { } nodes ? Neighbours<EmbeddedView>.Of(new(nodes, Now), query, cancel) : new NeighbourPage([], 0, null));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<CoverageRow>> CoverageAsync(
        OrganizationId organization, CoverageQuery query, CancellationToken cancel = default) =>
        new(Nodes(organization) is { } nodes ? new EmbeddedView(nodes, Now).Coverage(query, cancel) : []);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<EventView>> CoverageEventsAsync(
        OrganizationId organization, CoverageQuery query, Outcome outcome, int limit, CancellationToken cancel = default) =>
        Nodes(organization) is { } nodes ? new EmbeddedView(nodes, Now).CoverageEventsAsync(query, outcome, limit, cancel) : new([]);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<NodeKey>> LinkedAsync(
        OrganizationId organization, NodeKind kind, NodeKey? after = null, int limit = int.MaxValue, CancellationToken cancel = default) =>
        new(Nodes(organization) is { } nodes ? new EmbeddedView(nodes, Now).LinkedKeys(kind, after, limit, cancel) : []);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<NodeKey>> KeysAsync(
        OrganizationId organization, NodeKind kind, string prefix, int limit, CancellationToken cancel = default) =>
        new(Nodes(organization) is { } nodes ? new EmbeddedView(nodes, Now).Keys(kind, prefix, limit) : []);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<string?>> TitlesAsync(
        OrganizationId organization, IReadOnlyList<IssueId> issues, IReadOnlySet<ProjectId>? visible, CancellationToken cancel = default) =>
        new(new EmbeddedView(Nodes(organization) ?? _empty, Now).Titles(issues, visible));

    /// <summary>
    /// Frees the disk and memory of expired data: whole journal segments, oldest first, and the oldest rows. Also runs every hour on its
    /// own.
    /// </summary>
    /// <returns>Bytes of disk, and bytes of rows in memory, that were freed.</returns>
    public async Task<(long Disk, long Memory)> SweepAsync()
    {
        ThrowIfOpening();
        long disk = 0, memory = 0;
        await _commits!.BetweenAsync(
            journal => disk = CarryOver.Drop(journal, _storage, _folder.Path, Now),
            () => memory = _organizations.Sweep());
        return (disk, memory);
    }

    /// <summary>Acknowledges batches in flight and closes the data folder.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0)
        {
            return;
        }

        await _sweepTimer!.DisposeAsync();
        await _snapshotTimer!.DisposeAsync();
        await _commits!.DisposeAsync();
        try
        {
            await _snapshots!.StopAsync();
        }
        finally
        {
            _journal!.Dispose();
            _folder.Dispose();
        }
    }

    private async void SweepInBackground()
    {
        if (!Opening.IsCompletedSuccessfully)
        {
            return;
        }

        try
        {
            await SweepAsync();
        }
        catch (Exception e)
        {
            // Expired data stays until the next run retries. Writers see a failed journal for themselves.
            _options.Report?.Invoke($"Expired data could not be freed: {e.Message}");
        }
    }

    private void Begin(JournalOptions journal, Func<CommitPipeline, IAsyncDisposable> begin, bool decodesAhead, Func<uint>? salt)
    {
        long begun = _time.GetTimestamp();
        JournalScan tail = JournalTail.Find(_storage, _folder.Path);
        GraphSnapshot.ThrowIfAhead(tail.End, _storage, _folder.Path, _settings);
        _journal = JournalWriter.Open(_folder.Path, tail, journal, _storage, salt);
        _catchUp = new CatchUp(tail, decodesAhead, _organizations, () => _opened = new(
            _organizations.Facts, _organizations.CaughtUpBytes, _time.GetElapsedTime(begun), tail.Torn));
        _commits = new CommitPipeline(_journal, _catchUp, _organizations.Apply, begin);
        _snapshots = new(_journal, _commits, _organizations, _options);
        _sweepTimer = _time.CreateTimer(_ => SweepInBackground(), null, TimeSpan.FromMinutes(1), TimeSpan.FromHours(1));
        _snapshotTimer = _time.CreateTimer(_ => _snapshots.SaveIfDue(), null, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
    }

    private void ThrowIfOpening()
    {
        if (!Opening.IsCompletedSuccessfully)
        {
            throw new GraphException("The graph is opening: it is reading its journal.", isTransient: true);
        }
    }

    private OrganizationNodes? Nodes(OrganizationId organization)
    {
        ThrowIfOpening();
        return _organizations.Find(organization);
    }

    /// <summary>Saves a snapshot if the journal has grown by that many bytes since the last one.</summary>
    internal Task SnapshotAsync(long bytes)
    {
        ThrowIfOpening();
        return _snapshots!.SaveAsync(bytes);
    }
}
