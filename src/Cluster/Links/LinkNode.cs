using ReplayGraph.Cluster.Caches;
using ReplayGraph.Cluster.Calls;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Leases;
using ReplayGraph.Cluster.LinkTables;
using ReplayGraph.Cluster.Logs;
using ReplayGraph.Cluster.Lookups;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Lookups;
using ReplayGraph.Queries;

namespace ReplayGraph.Cluster.Links;

/// <summary>
/// An issue or a transaction. New links are appended without loading the old ones, so the cost of an ingest does not depend on their
/// number; the first lookup loads them. <see cref="LinkAsync"/> is called one at a time; the others may be called between its awaits, on a
/// scheduler that runs one turn at a time. <see cref="IsStillValid"/> may be called on any thread.
/// </summary>
public sealed class LinkNode : ILogFold<FoldedLinks>, ICachesPage
{
    // Some 10,000 links. The rows of fewer replays are read in a few milliseconds.
    private const int LargeLog = 1 << 20;

    private readonly NodeId _id;
    private readonly NodeContext _context;
    private readonly INodeReader _nodes;
    private readonly LogBackedNodes<FoldedLinks> _log;
    private readonly ExpiredLinks _expired;
    private volatile OrganizationCache _organization;
    private Task? _loading;
    private volatile RankedPage? _page;
    private Task _warming = Task.CompletedTask;
    private bool _readsRows;
    private bool _isClosed;
    private long _writingSince;
    private MergedIssue? _merged;

    /// <summary>A node that is not loaded yet.</summary>
    public LinkNode(NodeId id, NodeContext context, INodeReader nodes)
    {
        (_id, _context, _nodes) = (id, context, nodes);
        (_log, _expired) = (new(context, this), new(context));
        _organization = context.Cache.Of(id.Organization);
    }

    /// <summary>Adds links and withdrawals.</summary>
    /// <exception cref="GraphException">The outcome is unknown; transient.</exception>
    public async ValueTask LinkAsync(LinkCommand command, CancellationToken cancel = default)
    {
        LinkOutline outline = (command.Outline ?? LinkOutline.Of(command.Entries, _context.Expiry))
            .With(LinkEntryKind.Link, _context.Expiry.At(_context.Now, 0));
        Volatile.Write(ref _writingSince, _context.Time.GetTimestamp());
        try
        {
            await _log.AppendAsync(
                _id,
                async () =>
                {
                    // Entries that may be repetitions are compared with the known ones, or the log would grow with each repetition.
                    FoldedLinks? table = outline.MayRepeat ? await TableAsync(cancel) : _log.Find(_id);
                    byte[] added = table?.ExceptKnown(command.Entries) ?? command.Entries.ToArray();
                    return added.Length == 0 ? null : new NodeWrite(_id, default, added, outline.ExpiresAt);
                },
                static (table, entry) => table.Add(entry),
                cancel);
        }
        finally
        {
            Volatile.Write(ref _writingSince, 0);
        }
    }

    /// <summary>All links.</summary>
    /// <exception cref="GraphException">They cannot be read now; transient.</exception>
    public async ValueTask<LinkView> ViewAsync(CancellationToken cancel = default)
    {
        _context.Cache.Lease.Demand();
        await _log.VerifyAsync(_id, cancel);
        return DropExpired(await TableAsync(cancel)).View();
    }

    /// <summary>Answers a lookup whose only key is this node.</summary>
    /// <param name="query">The query.</param>
    /// <param name="known">The <see cref="TaggedPage.Tag"/> of an answer to the same query that the caller has cached; 0: none.</param>
    /// <param name="cancel">Cancels the lookup.</param>
    /// <exception cref="GraphException">It cannot be answered now; transient.</exception>
    public async ValueTask<TaggedPage> LookupAsync(LookupQuery query, long known, CancellationToken cancel = default)
    {
        await _log.VerifyAsync(_id, cancel);
        IOrganizationFacts facts = await _context.Cache.OrganizationAsync(_id.Organization, cancel);
        _organization = _context.Cache.Of(_id.Organization);
        if (query.IsFirstPageOfOne && OwnerLookup.CanAnswer(_id, facts) && _page is { } page
            && page.IsValid(_log.Find(_id), VersionsNow(facts), query, _context.Now))
        {
            return page.Tag == known ? new(null, known) : new(page.Page, page.Tag);
        }

        if (OwnerLookup.CanAnswer(_id, facts))
        {
            (FoldedLinks table, PageVersions versions, ReplayWatch replays, ReplayRow[] rows) = await ReadAsync(facts, cancel);

            // Checked again: a merge may have arrived during the read.
            if (OwnerLookup.CanAnswer(_id, facts)
                && OwnerLookup.Answer(_id, table, rows, query, facts, _context.Expiry, _context.Evidence, cancel) is { } answer)
            {
                return query.IsFirstPageOfOne ? Keep(new(table, versions, replays, query.Limit, answer, _context.SiloNumber)) : new(answer.Page, 0);
            }
        }

        // These pages are not validated without a call: traces change on their own, and other issues on other silos.
        LinkPage found = await WithTracesAsync(query, facts, cancel)
            ?? await (_merged ??= new(_id, _context, _nodes)).LookupAsync(query, cancel)
            ?? await new Answers(_context, _nodes).LookupAsync(_id.Organization, query, cancel);
        return new(found, 0);
    }

    /// <summary>Whether the answer with this tag is still valid. Never waits: returns false if it cannot decide at once.</summary>
    public bool IsStillValid(long tag)
    {
        if (_page is not { } page || page.Tag != tag || !_context.Cache.Lease.IsFresh || _log.NeedsVerification(_id) || IsHanging())
        {
            return false;
        }

        OrganizationCache organization = _organization;
        organization.Use();
        return organization is { IsClosed: false, Facts.Current: { } facts }
            && page.IsValid(_log.Find(_id), VersionsNow(facts), _context.Now);
    }

    /// <summary>Stops validating pages: another activation may take over.</summary>
    public void Close()
    {
        _isClosed = true;
        Replace(null);
    }

    private TaggedPage Keep(RankedPage page)
    {
        Replace(page);
        return new(page.Page, page.Tag);
    }

    private void Replace(RankedPage? page)
    {
        CurrentPages pages = _context.Cache.Pages;
        if (_page is { } before)
        {
            pages.Remove(before.Tag);
        }

        _page = _isClosed ? null : page;
        if (_page is { } kept)
        {
            pages.Add(kept.Tag, this);
        }
    }

    // An activation whose write hangs is replaced without being closed.
    private bool IsHanging() => Volatile.Read(ref _writingSince) is > 0 and long since
        && _context.Time.GetElapsedTime(since) >= Redelivery.LongestIngest;

    // A consistent read of the links and the rows of their replays. Versions are read first, so a change in between makes a page stale,
    // never wrong.
    private async ValueTask<(FoldedLinks Table, PageVersions Versions, ReplayWatch Replays, ReplayRow[] Rows)> ReadAsync(
        IOrganizationFacts facts, CancellationToken cancel)
    {
        while (true)
        {
            _readsRows = true;
            FoldedLinks table = DropExpired(await TableAsync(cancel));
            // If the early read failed, this one reads the rows, and reports the failure.
            await _warming.WaitAsync(cancel).ConfigureAwait(
                ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            PageVersions versions = VersionsNow(facts);
            var replays = new ReplayWatch(_context.Cache.Changes, table.ReplayIds);
            ReplayRow[] rows = await _context.Cache.ReplaysAsync(_id.Organization, table.ReplayIds, cancel);
            if (rows.Length == table.ReplayIds.Count && table == _log.Find(_id))
            {
                return (table, versions, replays, rows);
            }
        }
    }

    // Gathers the traces that the ranking needs, and ranks again. The links may change meanwhile. Null: others must answer.
    private async ValueTask<LinkPage?> WithTracesAsync(LookupQuery query, IOrganizationFacts facts, CancellationToken cancel)
    {
        Dictionary<NodeId, TraceView> traces = [];
        while (OwnerLookup.CanAnswer(_id, facts))
        {
            FoldedLinks table = await TableAsync(cancel);
            int version = table.Version;
            var gathered = new Gathered(_id.Organization, facts, _context.Expiry, _context.Evidence);
            gathered.Add(_id, table);
            foreach ((NodeId place, TraceView view) in traces)
            {
                gathered.Add(place, view);
            }

            gathered.Rows = await _context.Cache.ReplaysAsync(_id.Organization, gathered.Replays.Values, cancel);
            if (table != _log.Find(_id) || table.Version != version || !OwnerLookup.CanAnswer(_id, facts))
            {
                continue;
            }

            LinkPage page = Lookup<GatheredView>.Run(new(gathered), query, cancel).Page;
            if (gathered.Missing.Count == 0)
            {
                return page;
            }

            NodeId[] missing = [.. gathered.Missing.Select(id => NodeId.Of(_id.Organization, id))];
            IReadOnlyList<TraceView> views = await Shards.ViewAsync(_nodes, missing, cancel);
            for (int i = 0; i < missing.Length; i++)
            {
                traces.Add(missing[i], views[i]);
            }
        }

        return null;
    }

    private FoldedLinks DropExpired(FoldedLinks table)
    {
        FoldedLinks kept = _expired.Drop(table);
        if (kept != table)
        {
            _log.Replace(_id, table, kept);
        }

        return kept;
    }

    private PageVersions VersionsNow(IOrganizationFacts facts) => new(_log.Find(_id)?.Version ?? 0, facts.Version);

    // Concurrent lookups share one load.
    private async ValueTask<FoldedLinks> TableAsync(CancellationToken cancel)
    {
        while (true)
        {
            if (_log.Find(_id) is { } table)
            {
                return table;
            }

            Task loading = _loading ??= _log.ReadAsync(_id, static _ => true, CancellationToken.None).AsTask();
            try
            {
                await loading.WaitAsync(cancel);
            }
            finally
            {
                _loading = _loading == loading && loading.IsCompleted ? null : _loading;
            }
        }
    }

    /// <inheritdoc/>
    /// <remarks>A lookup of many links reads the rows of their replays while the links are folded.</remarks>
    ValueTask<FoldedLog<FoldedLinks>> ILogFold<FoldedLinks>.FoldAsync(NodeId id, NodeLog log, CancellationToken cancel)
    {
        long bytes = log.Entries.Sum(entry => (long)entry.Length);
        if (_readsRows && bytes >= LargeLog)
        {
            _warming = Task.Run(() => WarmAsync(log, (int)(bytes / FoldedLinks.BytesAnEntry)), CancellationToken.None);
        }

        return new(new FoldedLog<FoldedLinks>(FoldedLinks.Of(log)));
    }

    private async Task WarmAsync(NodeLog log, int expected)
    {
        HashSet<ReplayId> replays = new(expected);
        foreach (byte[] entry in log.Entries)
        {
            LinkEntries.ReadReplays(entry, replays);
        }

        await _context.Cache.ReplaysAsync(_id.Organization, [.. replays], CancellationToken.None);
    }

    /// <inheritdoc/>
    /// <remarks>Expired entries are dropped.</remarks>
    NodeWrite ILogFold<FoldedLinks>.Merge(NodeId id, IReadOnlyList<byte[]> entries)
    {
        Timestamp now = _context.Now, expiresAt = _context.Expiry.At(now, 0);
        var merged = new LinkEntries();
        foreach (byte[] bytes in entries)
        {
            LinkEntries.Read(bytes, entry =>
            {
                Timestamp expiry = LinkOutline.ExpiryOf(entry, _context.Expiry);
                if (expiry > now)
                {
                    merged.Add(entry.Kind, entry.Evidence, entry.Replay, entry.Observation.Span);
                    expiresAt = expiry > expiresAt ? expiry : expiresAt;
                }
            });
        }

        return new(id, default, merged.Bytes.ToArray(), expiresAt);
    }
}
