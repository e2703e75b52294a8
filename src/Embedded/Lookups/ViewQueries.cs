using ReplayGraph.Embedded.Nodes;
using ReplayGraph.Lookups;
using ReplayGraph.Queries;

namespace ReplayGraph.Embedded.Lookups;

/// <summary>Queries that read several or all nodes of a kind.</summary>
internal static class ViewQueries
{
    /// <summary>The known replays among these ids, in the same order.</summary>
    internal static IReadOnlyList<ReplayView> Replays(this EmbeddedView view, IReadOnlyList<ReplayId> ids)
    {
        List<ReplayView> views = [];
        foreach (ReplayId id in ids)
        {
            ReplayRef replay = view.FindReplay(id);
            if (!replay.IsNone && view.SummaryOf(replay) is var summary
                && (ReplayViews.IsKnown(summary) || ReplayViews.IsNamed(view, replay)))
            {
                views.Add(ReplayViews.Of(id, summary, view.Expiry.Now));
            }
        }

        return views;
    }

    /// <summary>The replays that started last and can be watched.</summary>
    internal static IReadOnlyList<ReplayView> LatestReplays(this EmbeddedView view, LatestReplaysQuery query, CancellationToken cancel)
    {
        var latest = new LatestReplays(query, view.Expiry.Now);
        for (int number = view.ReplayCount; number > 0; number--)
        {
            cancel.ThrowIfCancellationRequested();
            var replay = new ReplayRef(number);
            // The head may be newer than the summary.
            if (latest.MayAdd(view.HeadOf(replay)) && view.SummaryOf(replay) is var summary && latest.MayAdd(summary.Head))
            {
                latest.Add(view.IdOf(replay), summary);
            }
        }

        return latest.Views;
    }

    /// <summary>The titles of issues, in the same order.</summary>
    internal static IReadOnlyList<string?> Titles(this EmbeddedView view, IReadOnlyList<IssueId> issues, IReadOnlySet<ProjectId>? visible) =>
        [.. issues.Select(issue => view.TitlesOf(issue) is { } titles ? Issues.Titles.Shown(titles.All, visible, view.Expiry) : null)];

    /// <summary>The latest events that coverage counts under an outcome.</summary>
    internal static ValueTask<IReadOnlyList<EventView>> CoverageEventsAsync(
        this EmbeddedView view, CoverageQuery query, Outcome outcome, int limit, CancellationToken cancel) =>
        ReplayGraph.Lookups.Coverage.EventsAsync(query, outcome, limit, coverage =>
        {
            coverage.Add(view, cancel);
            return ValueTask.CompletedTask;
        });

    /// <summary>The issues or transaction names that have a link.</summary>
    internal static IReadOnlyList<NodeKey> LinkedKeys(
        this EmbeddedView view, NodeKind kind, NodeKey? after, int limit, CancellationToken cancel)
    {
        var linked = new LinkedKeys();
        foreach ((NodeKey owner, PackedLinks links) in view.Owners(kind))
        {
            linked.Add(view, owner, links, cancel);
        }

        return ReplayGraph.Lookups.LinkedKeys.Page(linked.Keys, after, limit);
    }

    /// <summary>The issues, or the transaction names that begin with a text.</summary>
    internal static IReadOnlyList<NodeKey> Keys(this EmbeddedView view, NodeKind kind, string prefix, int limit) =>
    [
        .. view.Owners(kind).Select(one => one.Owner)
            .Where(key => kind == NodeKind.Issue || key.Transaction.StartsWith(prefix, StringComparison.Ordinal))
            .OrderBy(key => kind == NodeKind.Issue ? key.Issue.Value : 0)
            .ThenBy(key => kind == NodeKind.Issue ? "" : key.Transaction, ReplayGraph.Lookups.LinkedKeys.ByBytes)
            .Take(limit),
    ];
}
