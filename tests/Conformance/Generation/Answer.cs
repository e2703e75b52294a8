using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Conformance.Generation;

/// <summary>
/// Answers as text, to be compared. Two graphs must agree on all that is written here; what the contract leaves open is not:
/// the order of pages seen by segments that came in two versions, and which of an event's observations speaks for it.
/// </summary>
internal static class Answer
{
    internal static IEnumerable<string> Of(LinkPage page, IReadOnlySet<EventId> ambiguous)
    {
        yield return $"total {page.Total}, known {page.IsKnown}, next {page.Next?.ToString() ?? "none"}";
        foreach (Link link in page.Links)
        {
            yield return Of(link);
        }

        foreach (KeyLinks own in page.ByKey ?? [])
        {
            yield return $"{own.Key}: total {own.Total}, known {own.IsKnown}: {string.Join("; ", own.Links.Select(Of))}";
        }

        foreach (string line in Of(page.Events, ambiguous))
        {
            yield return line;
        }
    }

    internal static string Of(Link link) =>
        $"{Short(link.ReplayId)} project {link.ProjectId} {link.Fate} [{link.StartedAt}, {link.FinishedAt}] {link.Evidence}"
        + $" {link.Events} events [{link.FirstSeen}, {link.LastSeen}]";

    internal static string Of(ReplayView view) =>
        (view with { Urls = [], ArchivedAt = [] }) + " urls " + string.Join(' ', view.Urls.Order(StringComparer.Ordinal))
        + " archived " + string.Join(' ', view.ArchivedAt.Select(at => at.Milliseconds).Distinct().Order());

    internal static string Of(Neighbour neighbour) =>
        $"{neighbour.Node} {neighbour.Event?.Timestamp} {(neighbour.Link is { } link ? Of(link) : "")}";

    internal static string Of(CoverageRow row) =>
        $"{row.ProjectId} {row.Day:yyyy-MM-dd} {row.Kind} backend {row.Backend}: total {row.Total} linked {row.Linked}"
        + $" unnamed {row.Unnamed} unseen {row.Unseen} other {row.Pending + row.Partial + row.Gone}";

    private static IEnumerable<string> Of(IReadOnlyList<EventView>? events, IReadOnlySet<EventId> ambiguous)
    {
        if (events is null)
        {
            return ["no events asked"];
        }

        bool isSorted = events.Zip(events.Skip(1)).All(two =>
            two.First.Timestamp > two.Second.Timestamp
            || (two.First.Timestamp == two.Second.Timestamp && two.First.EventId.Value <= two.Second.EventId.Value));
        return events
            .OrderByDescending(view => view.Timestamp)
            .ThenBy(view => view.EventId.Value)
            .ThenBy(view => view.ProjectId.Value)
            .ThenBy(view => view.ReplayId.Value)
            .Select(view => ambiguous.Contains(view.EventId)
                ? $"event {view.EventId} project {view.ProjectId} at {view.Timestamp} with {Short(view.ReplayId)}"
                : view.ToString())
            .Prepend(isSorted ? $"{events.Count} events, latest first" : "events out of order");
    }

    private static string Short(ReplayId id) => id.IsNone ? "none" : id.ToString();
}
