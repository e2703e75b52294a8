using System.Collections.Concurrent;
using ReplayGraph.Api.Live;
using ReplayGraph.Api.Services;
using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Api.Webhooks;

/// <summary>
/// Looks for new replays of the issues of an organization. It reads the replays that started last, and the issues of those that are new or have
/// changed; of the others after one, two, four... intervals, since an event can arrive after the replay that shows it.
/// </summary>
/// <param name="services">The services of the API.</param>
/// <param name="webhooks">The webhooks of one organization.</param>
/// <param name="interval">The time between two scans.</param>
internal sealed class WebhookScan(ApiServices services, IReadOnlyList<Webhook> webhooks, TimeSpan interval)
{
    /// <summary>The most replays that a scan reads. Of more that start between two scans, some are missed.</summary>
    internal const int MaxReplays = LookupQuery.MaxLimit;

    private const int ReadsAtOnce = 4;

    private readonly IssueLinks _links = new(services.Graph, services.Deadlines);
    private readonly OrganizationId _organization = webhooks[0].Organization;

    private readonly LatestReplaysQuery _latest = new()
    {
        Visible = webhooks.Any(webhook => webhook.Projects is null) ? null : webhooks.SelectMany(webhook => webhook.Projects!).ToHashSet(),
        Limit = MaxReplays,
    };

    private Dictionary<ReplayId, LookedAt> _lookedAt = [];

    /// <summary>Scans.</summary>
    /// <param name="state">What was announced.</param>
    /// <param name="isSilent">Whether what is found for a webhook is only recorded. So it is when a webhook scans first.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancel">Cancels the scan.</param>
    /// <exception cref="GraphException">The graph failed. The next scan looks at the same replays.</exception>
    internal async Task<IReadOnlyList<(Webhook Webhook, ScanResult Found)>> RunAsync(
        WebhookState state, Func<Webhook, bool> isSilent, Timestamp now, CancellationToken cancel)
    {
        IReadOnlyList<ReplayView> replays = await services.Deadlines.RunAsync(
            query => services.Graph.LatestReplaysAsync(_organization, _latest, query));
        Dictionary<ReplayId, LookedAt> lookedAt = replays.ToDictionary(
            replay => replay.ReplayId, replay => LookedAt.Next(replay, _lookedAt.GetValueOrDefault(replay.ReplayId), interval, now));
        IReadOnlyList<IssueReplay> pairs = await PairsAsync([.. replays.Where(replay => lookedAt[replay.ReplayId].At == now)], cancel);
        var window = new ScanResult
        {
            Oldest = replays.Count == MaxReplays ? replays[^1].StartedAt : default,
            Latest = replays.Count > 0 ? replays[0].StartedAt : default,
        };
        var found = new List<(Webhook, ScanResult)>();
        foreach (Webhook webhook in webhooks)
        {
            WebhookProgress? progress = state.Webhooks.GetValueOrDefault(webhook.Id);
            bool silent = progress is null || isSilent(webhook);
            IssueReplay[] news = [.. pairs.Where(pair => progress is null || (pair.StartedAt >= progress.Since && !progress.Announced.Contains(pair)))];
            found.Add((webhook, window with { IsSilent = silent, Pairs = silent ? news : await ShownAsync(webhook, news, cancel) }));
        }

        _lookedAt = lookedAt;
        return found;
    }

    /// <summary>Makes the next scan look at all replays: what the last one found was not saved.</summary>
    internal void Restart() => _lookedAt = [];

    private async Task<IReadOnlyList<IssueReplay>> PairsAsync(IReadOnlyList<ReplayView> replays, CancellationToken cancel)
    {
        var pairs = new ConcurrentBag<IssueReplay>();
        await ForEachAsync(replays, cancel, async replay =>
        {
            var query = new NeighbourQuery(NodeKey.Of(replay.ReplayId), NodeKind.Issue) { Limit = LookupQuery.MaxLimit };
            NeighbourPage page = await services.Deadlines.RunAsync(within => services.Graph.NeighboursAsync(_organization, query, within));
            foreach (Neighbour issue in page.Items)
            {
                pairs.Add(new(issue.Node.Issue, replay.ReplayId, replay.StartedAt));
            }
        });
        return InOrder(pairs);
    }

    // An issue can have an event in a replay that its page does not show: out of time, or of a project that the webhook may not show.
    private async Task<IReadOnlyList<IssueReplay>> ShownAsync(Webhook webhook, IReadOnlyList<IssueReplay> news, CancellationToken cancel)
    {
        var shown = new ConcurrentBag<IssueReplay>();
        await ForEachAsync(news.GroupBy(pair => pair.Issue), cancel, async issue =>
        {
            Dictionary<ReplayId, Timestamp> replays = issue.ToDictionary(pair => pair.Replay, pair => pair.StartedAt);
            foreach (Link link in await _links.FindAsync(webhook, issue.Key, replays))
            {
                shown.Add(new(issue.Key, link.ReplayId, replays[link.ReplayId]));
            }
        });
        return InOrder(shown);
    }

    private static Task ForEachAsync<T>(IEnumerable<T> all, CancellationToken cancel, Func<T, Task> read) => Parallel.ForEachAsync(
        all, new ParallelOptions { MaxDegreeOfParallelism = ReadsAtOnce, CancellationToken = cancel }, async (one, _) => await read(one));

    private static List<IssueReplay> InOrder(IEnumerable<IssueReplay> pairs) =>
        [.. pairs.OrderBy(pair => pair.StartedAt).ThenBy(pair => pair.Replay.Value).ThenBy(pair => pair.Issue.Value)];

    /// <summary>When a replay was looked at, and when it had changed.</summary>
    private readonly record struct LookedAt(ulong Hash, Timestamp ChangedAt, Timestamp At, Timestamp Again)
    {
        /// <summary>What holds after this scan; it looks at the replay if the time is now.</summary>
        internal static LookedAt Next(ReplayView replay, LookedAt before, TimeSpan interval, Timestamp now)
        {
            var hash = default(ChangeHash);
            hash.Add((ulong)replay.FinishedAt.Milliseconds);
            hash.Add((ulong)replay.Segments);
            hash.Add((ulong)replay.Errors);
            hash.Add((ulong)replay.Traces);
            if (before.At == default || before.Hash != hash.Value)
            {
                return new(hash.Value, now, now, now.Plus(interval));
            }

            return now < before.Again ? before : before with { At = now, Again = now.Plus(now.ToDate() - before.ChangedAt.ToDate()) };
        }
    }
}
