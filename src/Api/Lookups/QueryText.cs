using System.Globalization;
using System.Text;
using ReplayGraph.Queries;

namespace ReplayGraph.Api.Lookups;

/// <summary>The canonical text of a query, whose hash binds a cursor to its query.</summary>
internal static class QueryText
{
    internal static string Of(OrganizationId organization, LookupQuery query)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{organization} {query.Sort} {query.Strict}");
        Add(text, query.Keys.Select(key => key.ToString()));
        Add(text, query.Filter);
        return text.ToString();
    }

    private static void Add(StringBuilder text, LinkFilter filter)
    {
        Add(text, filter.Window);
        text.Append(CultureInfo.InvariantCulture, $" {filter.Evidence} {filter.Fates}");
        Add(text, filter.Projects);
        Add(text, filter.Environments);
        Add(text, filter.Visible);
        if (filter.Replay is { } replay)
        {
            text.Append(CultureInfo.InvariantCulture, $" {replay.DurationMs} {replay.Segments} {replay.Errors}");
            Add(text, replay.Started);
            Add(text, [replay.Url ?? "", replay.User ?? ""]);
            Add(text, replay.Environments);
        }
    }

    private static void Add(StringBuilder text, Window window) =>
        text.Append(CultureInfo.InvariantCulture, $" {window.Start.Milliseconds}-{window.End.Milliseconds}");

    private static void Add(StringBuilder text, IReadOnlySet<ProjectId>? projects) =>
        Add(text, projects?.Select(project => project.ToString()).Order(StringComparer.Ordinal));

    private static void Add(StringBuilder text, IReadOnlySet<string>? names) =>
        Add(text, names?.Order(StringComparer.Ordinal));

    // Each name with its length, so that no two lists have the same text.
    private static void Add(StringBuilder text, IEnumerable<string>? names)
    {
        text.Append('[');
        foreach (string name in names ?? ["-"])
        {
            text.Append(CultureInfo.InvariantCulture, $"{name.Length}:{name},");
        }

        text.Append(names is null ? "]-" : "]");
    }
}
