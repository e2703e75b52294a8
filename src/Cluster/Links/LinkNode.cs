using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Leases;
using ReplayGraph.Cluster.Lookups;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Cluster.Organizations;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Facts;
using ReplayGraph.Lookups;
using ReplayGraph.Queries;

namespace ReplayGraph.Cluster.Links;

/// <summary>
/// The shell of an issue or a transaction. New links are appended without reading the old ones, so an ingest costs the same however many
/// there are; they are read once somebody asks. <see cref="LinkAsync"/> is called one at a time; the others may be called between its
/// awaits, on a scheduler that runs one turn at a time.
/// </summary>
public sealed class LinkNode(NodeId id, NodeContext context, INodes nodes)
{
    private const int MostAttempts = 20;

    private NodeVersion? _version;
    private FoldedLinks? _table;
    private Task<FoldedLinks>? _loading;
    private RankedPage? _page;
    private long _certain;

    /// <summary>Takes links and withdrawals in.</summary>
    /// <exception cref="GraphException">They are not durable, as far as is known; transient.</exception>
    public async ValueTask LinkAsync(LinkCommand mail, CancellationToken cancel = default)
    {
        context.Cache.Lease.Demand();
        bool isAgain = false;
        Timestamp expiresAt = context.ExpiryOf(context.Now, 0);
        LinkEntries.Read(mail.Entries, entry =>
        {
            isAgain |= entry.Kind == LinkEntryKind.LinkAgain;
            Facts.EventFact fact = Traces.Observations.Fact(entry.Observation);
            Timestamp expiry = context.ExpiryOf(fact.Timestamp, fact.RetentionDays);
            expiresAt = expiry > expiresAt ? expiry : expiresAt;
        });
        for (int attempt = 0; attempt < MostAttempts; attempt++)
        {
            // What may have been told before is compared with what is there; else the log would grow with each repetition.
            FoldedLinks? table = isAgain ? await TableAsync(cancel) : _table;
            byte[] news = table?.News(mail.Entries) ?? mail.Entries.ToArray();
            if (news.Length == 0 || await TryAppendAsync(news, expiresAt, cancel))
            {
                return;
            }
        }

        throw new GraphException($"{id.Type} {id}: others wrote first {MostAttempts} times in a row", isTransient: true);
    }

    /// <summary>All links.</summary>
    /// <exception cref="GraphException">They cannot be read now; transient.</exception>
    public async ValueTask<LinkView> ViewAsync(CancellationToken cancel = default)
    {
        context.Cache.Lease.Demand();
        await BeCertainAsync(cancel);
        return (await TableAsync(cancel)).View();
    }

    /// <summary>Answers a lookup of which this is the only key.</summary>
    /// <param name="query">The query.</param>
    /// <param name="known">The <see cref="TaggedPage.Tag"/> of an answer to the same query that the caller still has; 0: it has none.</param>
    /// <param name="cancel">Stops.</param>
    /// <exception cref="GraphException">It cannot be answered now; transient.</exception>
    public async ValueTask<TaggedPage> LookupAsync(LookupQuery query, long known, CancellationToken cancel = default)
    {
        await BeCertainAsync(cancel);
        IOrganizationFacts facts = await context.Cache.OrganizationAsync(id.Organization, cancel);
        var expiry = new Expiry(context.Now, context.Retention);
        if (query.IsFirstPageOfOne && OwnerLookup.CanAnswer(id, facts) && _page is { } page && page.IsGood(_table, VersionsNow(facts), query, expiry.Now))
        {
            return page.Tag == known ? new(null, known) : new(page.Page, page.Tag);
        }

        (FoldedLinks table, PageVersions versions, IReadOnlyList<ReplayRow> rows) = await ReadAsync(facts, cancel);

        // Only now: a merge may have come while the links were read.
        if (!OwnerLookup.CanAnswer(id, facts))
        {
            return new(await new Answers(context, nodes).LookupAsync(id.Organization, query, cancel), 0);
        }

        TimedPage answer = OwnerLookup.Answer(id, table, rows, query, facts, expiry, cancel);
        if (!query.IsFirstPageOfOne)
        {
            return new(answer.Page, 0);
        }

        _page = new RankedPage(table, versions, query.Limit, answer);
        return new(_page.Page, _page.Tag);
    }

    /// <summary>Whether the answer with this tag is still right. It does not wait: what cannot be said at once is a no.</summary>
    public bool IsStillRight(long tag)
    {
        if (_page is not { } page || page.Tag != tag || !context.Cache.Lease.IsHeld || context.Cache.IsUncertain(_certain))
        {
            return false;
        }

        ValueTask<IOrganizationFacts> facts = context.Cache.OrganizationAsync(id.Organization);
        return facts.IsCompletedSuccessfully && page.IsGood(_table, VersionsNow(facts.Result), context.Now);
    }

    // The links and the rows of all of their replays: of a moment when none of the two changed. Versions first, so that a change in
    // between makes a page stale, never wrong.
    private async ValueTask<(FoldedLinks Table, PageVersions Versions, IReadOnlyList<ReplayRow> Rows)> ReadAsync(
        IOrganizationFacts facts, CancellationToken cancel)
    {
        while (true)
        {
            FoldedLinks table = await TableAsync(cancel);
            PageVersions versions = VersionsNow(facts);
            IReadOnlyList<ReplayRow> rows = await context.Cache.ReplaysAsync(id.Organization, table.ReplayIds, cancel);
            if (rows.Count == table.ReplayIds.Count && table == _table)
            {
                return (table, versions, rows);
            }
        }
    }

    private PageVersions VersionsNow(IOrganizationFacts facts) =>
        new(_table?.Version ?? 0, context.Cache.ReplaysVersion(id.Organization), facts.Version);

    private async ValueTask<bool> TryAppendAsync(byte[] news, Timestamp expiresAt, CancellationToken cancel)
    {
        try
        {
            long moment = context.Cache.Moment;
            NodeVersion read = _version ??= await context.Store.VersionAsync(id, cancel);
            if (await context.Store.AppendAsync(new NodeWrite(id, read, news, expiresAt), cancel) is { } version)
            {
                // Readers see it only now. If it is being read meanwhile, it may be there already, and is taken in twice without harm.
                (_version, _certain) = (version, moment);
                _table?.Add(news);
                return true;
            }
        }
        catch
        {
            Forget();
            throw;
        }

        Forget();
        return false;
    }

    // If another activation has written since, what is here is forgotten.
    private async ValueTask BeCertainAsync(CancellationToken cancel)
    {
        if (_table is null || !context.Cache.IsUncertain(_certain))
        {
            return;
        }

        (FoldedLinks table, NodeVersion? version, long moment) = (_table, _version, context.Cache.Moment);
        NodeVersion now = await context.Store.VersionAsync(id, cancel);
        if (_table != table || _version != version)
        {
            return;
        }

        if (now.Number == version?.Number)
        {
            _certain = moment;
        }
        else
        {
            Forget();
        }
    }

    private void Forget() => (_version, _table, _loading, _page) = (null, null, null, null);

    private async ValueTask<FoldedLinks> TableAsync(CancellationToken cancel)
    {
        while (_table is null)
        {
            _loading ??= LoadAsync();
            Task<FoldedLinks> loading = _loading;
            try
            {
                await loading.WaitAsync(cancel);
            }
            finally
            {
                _loading = _loading == loading && loading.IsCompleted ? null : _loading;
            }
        }

        return _table;
    }

    private async Task<FoldedLinks> LoadAsync()
    {
        NodeVersion? before = _version;
        long moment = context.Cache.Moment;
        NodeLog log = (await context.Store.LoadAsync([id], 0, CancellationToken.None))[0];
        var table = FoldedLinks.Of(log);

        // A write that was made durable while this was read is not in it: then it is read once more.
        if (_version == before || _version?.Number <= log.Version.Number)
        {
            (_version, _table, _certain) = (log.Version, table, moment);
        }

        return table;
    }
}
