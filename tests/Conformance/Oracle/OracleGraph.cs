using ReplayGraph.Facts;
using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Conformance.Oracle;

/// <summary>
/// The reference that hosts are compared with, written to be obviously right: it keeps all facts and recomputes every answer.
/// Suited to some thousands of facts.
/// </summary>
/// <param name="time">The clock for retention.</param>
/// <param name="defaultRetentionDays">The retention of facts that do not state one.</param>
/// <param name="evidence">The limits of what counts as evidence; null for the defaults.</param>
public sealed class OracleGraph(TimeProvider time, int defaultRetentionDays = 90, EvidenceOptions? evidence = null) : IGraph
{
    private readonly EvidenceOptions _evidence = evidence ?? EvidenceOptions.Default;
    private readonly Lock _lock = new();
    private readonly Dictionary<OrganizationId, List<IFact>> _facts = [];
    private readonly Dictionary<OrganizationId, List<IFact>> _come = [];
    private readonly Dictionary<OrganizationId, List<EventFact>> _observed = [];
    private readonly Dictionary<OrganizationId, (int Facts, int Observed, Timestamp Now, OracleState State)> _last = [];

    private Timestamp Now => Timestamp.From(time.GetUtcNow());

    /// <inheritdoc/>
    public ValueTask<IngestResult> IngestAsync(OrganizationId organization, FactBatch facts, CancellationToken cancel = default)
    {
        lock (_lock)
        {
            int accepted = 0, duplicates = 0, expired = 0;
            List<EventFact> observed = _observed.TryGetValue(organization, out List<EventFact>? all) ? all : _observed[organization] = [];
            List<IFact> known = _facts.TryGetValue(organization, out List<IFact>? list) ? list : _facts[organization] = [];
            foreach (IFact fact in FactLog.Read(facts))
            {
                _come.GetValueOrDefault(organization)?.Add(fact);
                _come.TryAdd(organization, [fact]);
                if (IsExpired(fact))
                {
                    expired++;
                    continue;
                }

                if (fact is EventFact e)
                {
                    observed.Add(e);
                }

                if (IsDuplicate(fact, known))
                {
                    duplicates++;
                }
                else
                {
                    known.Add(fact);
                    accepted++;
                }
            }

            return ValueTask.FromResult(new IngestResult(accepted, duplicates, expired));
        }
    }

    /// <inheritdoc/>
    public ValueTask<LinkPage> LookupAsync(OrganizationId organization, LookupQuery query, CancellationToken cancel = default)
    {
        OracleState state = StateOf(organization);
        List<Link> links = Sorted(state.Links(query.Keys, query.Filter, query.Strict), query.Sort);
        List<Link> rest = links.Where(link => query.After is not { } after || Rank.Of(link, query.Sort).CompareTo(after) > 0).ToList();
        List<Link> page = rest.Take(query.Limit).ToList();
        List<KeyLinks>? byKey = query.ByKey ? query.Keys.Select(key => LinksOf(key)).ToList() : null;
        List<EventView>? events = query.Events ? OracleViews.Of(state, query, page) : null;
        Rank? next = rest.Count > page.Count ? Rank.Of(page[^1], query.Sort) : null;
        return ValueTask.FromResult(new LinkPage(page, links.Count, next, byKey, events)
        {
            IsKnown = links.Count > 0 || query.Keys.Any(IsKnown),
            SharedTraces = state.SharedTraces(query.Keys, query.Filter, query.Strict),
        });

        KeyLinks LinksOf(NodeKey key)
        {
            List<Link> own = Sorted(state.Links([key], query.Filter, query.Strict), query.Sort);
            return new(
                key, own.Take(query.Limit).ToList(), own.Count, own.Count > 0 || IsKnown(key),
                state.SharedTraces([key], query.Filter, query.Strict));
        }

        bool IsKnown(NodeKey key)
        {
            lock (_lock)
            {
                return OracleMentions.IsKnown(
                    key, query.Filter.Visible, state, _come.GetValueOrDefault(organization, []), Now, defaultRetentionDays);
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ReplayView>> ReplaysAsync(
        OrganizationId organization, IReadOnlyList<ReplayId> ids, CancellationToken cancel = default)
    {
        OracleState state = StateOf(organization);
        return ValueTask.FromResult<IReadOnlyList<ReplayView>>(
            ids.SelectMany(id => state.Replays.Where(replay => replay.Id == id)).Select(replay => replay.View).ToList());
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ReplayView>> LatestReplaysAsync(
        OrganizationId organization, LatestReplaysQuery query, CancellationToken cancel = default) =>
        ValueTask.FromResult<IReadOnlyList<ReplayView>>(
            [
                .. StateOf(organization).Replays.Select(replay => replay.View)
                    .Where(view => view.Fate == Fate.Live && view.StartedAt != default)
                    .Where(view => query.Projects?.Contains(view.ProjectId) != false && query.Visible?.Contains(view.ProjectId) != false)
                    .OrderByDescending(view => view.StartedAt).ThenBy(view => view.ReplayId.Value)
                    .Take(query.Limit),
            ]);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<NodeKey>> KeysAsync(
        OrganizationId organization, NodeKind kind, string prefix, int limit, CancellationToken cancel = default)
    {
        lock (_lock)
        {
            EventFact[] events = [.. _come.GetValueOrDefault(organization, []).OfType<EventFact>()];
            IEnumerable<NodeKey> keys = kind == NodeKind.Issue
                ? events.Select(e => e.IssueId).Where(id => !id.IsNone).Distinct().OrderBy(id => id.Value).Select(NodeKey.Of)
                : events.Select(e => e.Transaction.ToString()).Where(name => name.Length > 0 && name.StartsWith(prefix, StringComparison.Ordinal))
                    .Distinct().OrderBy(name => Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(name)), StringComparer.Ordinal)
                    .Select(NodeKey.OfTransaction);
            return ValueTask.FromResult<IReadOnlyList<NodeKey>>([.. keys.Take(limit)]);
        }
    }

    /// <inheritdoc/>
    public ValueTask<NeighbourPage> NeighboursAsync(
        OrganizationId organization, NeighbourQuery query, CancellationToken cancel = default)
    {
        IReadOnlyList<Neighbour> all = OracleNeighbours.Of(StateOf(organization), query);
        int from = Math.Min(query.Passed(), all.Count);
        List<Neighbour> page = all.Skip(from).Take(query.Limit).ToList();
        string? next = from + page.Count < all.Count ? $"{from + page.Count}" : null;
        return ValueTask.FromResult(new NeighbourPage(page, all.Count, next));
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<CoverageRow>> CoverageAsync(
        OrganizationId organization, CoverageQuery query, CancellationToken cancel = default) =>
        ValueTask.FromResult(OracleCoverage.Of(StateOf(organization), query));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<EventView>> CoverageEventsAsync(
        OrganizationId organization, CoverageQuery query, Outcome outcome, int limit, CancellationToken cancel = default) =>
        ValueTask.FromResult(OracleCoverage.Events(StateOf(organization), query, outcome, limit));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<NodeKey>> LinkedAsync(
        OrganizationId organization, NodeKind kind, NodeKey? after = null, int limit = int.MaxValue, CancellationToken cancel = default) =>
        ValueTask.FromResult(OracleNeighbours.Linked(StateOf(organization), kind, after, limit));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<string?>> TitlesAsync(
        OrganizationId organization, IReadOnlyList<IssueId> issues, IReadOnlySet<ProjectId>? visible, CancellationToken cancel = default)
    {
        lock (_lock)
        {
            List<IFact> come = _come.GetValueOrDefault(organization, []);
            return ValueTask.FromResult<IReadOnlyList<string?>>(
                issues.Select(issue => OracleTitles.Of(issue, visible, come, Now, defaultRetentionDays)).ToList());
        }
    }

    private static List<Link> Sorted(List<Link> links, Sort sort)
    {
        links.Sort((a, b) => Rank.Of(a, sort).CompareTo(Rank.Of(b, sort)));
        return links;
    }

    // Cached until the next fact or the next millisecond, since a test asks many questions.
    private OracleState StateOf(OrganizationId organization)
    {
        lock (_lock)
        {
            List<IFact> facts = _facts.GetValueOrDefault(organization, []);
            List<EventFact> observed = _observed.GetValueOrDefault(organization, []);
            if (!_last.TryGetValue(organization, out var last)
                || last.Facts != facts.Count || last.Observed != observed.Count || last.Now != Now)
            {
                last = (facts.Count, observed.Count, Now, new OracleState([.. facts], [.. observed], Now, defaultRetentionDays, _evidence));
                _last[organization] = last;
            }

            return last.State;
        }
    }

    private bool IsExpired(IFact fact) => fact switch
    {
        EventFact e => OracleEvents.ExpiryOf(e.Timestamp, e.RetentionDays, defaultRetentionDays) <= Now,
        SegmentFact s => !s.IsArchived && OracleEvents.ExpiryOf(s.Timestamp, s.RetentionDays, defaultRetentionDays) <= Now,
        _ => false,
    };

    private static bool IsDuplicate(IFact fact, List<IFact> known) => fact is EventFact e
        ? known.OfType<EventFact>().Any(one => OracleEvents.SameKey(one, e) && !OracleEvents.Beats(e, one))
        : known.Any(one => one.Kind == fact.Kind && one.Timestamp == fact.Timestamp && Batches.Compare(one, fact) == 0);
}
