using System.Globalization;
using ReplayGraph.Cli.Parsing;
using ReplayGraph.Embedded;
using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Cli.Lookups;

/// <summary>Answers lookups from a data folder.</summary>
internal sealed class FolderSource(EmbeddedGraph graph, OrganizationId organization, TimeProvider time) : ILinkSource
{
    private readonly Timestamp _now = Timestamp.From(time.GetUtcNow());

    public async ValueTask<LookupResult> LookupAsync(LinkRequest request, CancellationToken cancel)
    {
        LinkPage page = await graph.LookupAsync(
            organization,
            new()
            {
                Keys = request.Keys,
                Filter = new() { Window = WindowOf(request), Evidence = request.Evidence, Fates = request.Fates },
                Sort = request.Sort,
                Limit = request.Limit,
                After = request.Cursor is null ? null : ReadCursor(request.Cursor),
            },
            cancel);
        return new(page.Links, page.Total, page.Next is { } next ? WriteCursor(next) : null, page.IsKnown, page.SharedTraces);
    }

    public ValueTask DisposeAsync() => graph.DisposeAsync();

    private Window WindowOf(LinkRequest request)
    {
        if (request.StatsPeriod is not { } period)
        {
            return new(request.Start ?? Window.All.Start, request.End ?? Window.All.End);
        }

        return TimeParser.TryParseSpan(period, out TimeSpan span)
            ? new(_now.Plus(-span), _now)
            : throw new UsageException($"'{period}' is not a duration");
    }

    private static string WriteCursor(Rank rank) => string.Create(
        CultureInfo.InvariantCulture, $"{(int)rank.Evidence}.{rank.Events}.{rank.LastSeen.Milliseconds}.{rank.ReplayId}");

    private static Rank ReadCursor(string text) =>
        text.Split('.') is [var evidence, var events, var last, var id]
        && byte.TryParse(evidence, NumberStyles.None, CultureInfo.InvariantCulture, out byte bits)
        && int.TryParse(events, NumberStyles.None, CultureInfo.InvariantCulture, out int count)
        && long.TryParse(last, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long seen)
        && ReplayId.TryParse(id, out ReplayId replay)
            ? new((Evidence)bits, count, new(seen), replay)
            : throw new UsageException($"--cursor: '{text}' is not a valid cursor for a data folder");
}
