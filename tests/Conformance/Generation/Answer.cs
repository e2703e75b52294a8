using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Conformance.Generation;

/// <summary>Answers as text, whole and in their order, so that two graphs can be compared.</summary>
internal static class Answer
{
    internal static IEnumerable<string> Of(LinkPage page)
    {
        yield return $"total {page.Total}, shared {page.SharedTraces}, known {page.IsKnown}, next {page.Next?.ToString() ?? "none"}";
        foreach (Link link in page.Links)
        {
            yield return Of(link);
        }

        foreach (KeyLinks own in page.ByKey ?? [])
        {
            yield return $"{own.Key}: total {own.Total}, shared {own.SharedTraces}, known {own.IsKnown}: {string.Join("; ", own.Links.Select(Of))}";
        }

        yield return page.Events is { } events ? $"{events.Count} events" : "no events requested";
        foreach (EventView view in page.Events ?? [])
        {
            yield return view.ToString();
        }
    }

    internal static string Of(Link link) =>
        $"{Short(link.ReplayId)} project {link.ProjectId} {link.Fate} [{link.StartedAt}, {link.FinishedAt}] {link.Evidence}"
        + $" {link.Events} events [{link.FirstSeen}, {link.LastSeen}]";

    internal static string Of(ReplayView view) =>
        $"{view with { Urls = [], ArchivedAt = [] }} urls {string.Join(' ', view.Urls)} archived {string.Join(' ', view.ArchivedAt)}";

    internal static string Of(Neighbour neighbour) =>
        $"{neighbour.Node} {neighbour.Event} {(neighbour.Link is { } link ? Of(link) : "")}";

    internal static string Of(CoverageRow row) =>
        $"{row.ProjectId} {row.Day:yyyy-MM-dd} {row.Kind} backend {row.Backend}: total {row.Total} linked {row.Linked}"
        + $" partial {row.Partial} pending {row.Pending} gone {row.Gone} stale {row.Stale} shared {row.Shared} unseen {row.Unseen} unnamed {row.Unnamed}";

    private static string Short(ReplayId id) => id.IsNone ? "none" : id.ToString();
}
