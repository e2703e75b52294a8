using ReplayGraph.Api.ProductLinks;
using ReplayGraph.Explorer.Layout;
using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Explorer.Embeds;

/// <summary>The best replays of a node as an embedded list shows them: texts and links, ready to be shown.</summary>
/// <param name="Message">The number of replays, or why none is listed.</param>
/// <param name="Replays">The best of them.</param>
/// <param name="More">The page with all of them, as a path of this server.</param>
public sealed record EmbedAnswer(string Message, IReadOnlyList<EmbedRow> Replays, string? More)
{
    /// <summary>From an answer of the graph.</summary>
    internal static EmbedAnswer Of(Site site, NodeKey key, LinkPage page, IReadOnlyList<ReplayView> replays)
    {
        string what = $"this {key.Kind.ToString().ToLowerInvariant()}";
        Dictionary<ReplayId, ReplayView> known = replays.ToDictionary(replay => replay.ReplayId);
        return new(
            !page.IsKnown ? $"Nothing is known of {what}: no event of it has arrived yet, or it has expired."
                : page.Total == 0 ? $"No replay shows {what}."
                : $"{Words.Count(page.Total, "replay")} show{(page.Total == 1 ? "s" : "")} {what}.",
            [.. page.Links.Select(link => EmbedRow.Of(site, link, known.GetValueOrDefault(link.ReplayId)))],
            page.IsKnown ? site.PathOf(key) : null);
    }
}

/// <summary>A replay of an embedded list.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Url">Where it is opened: an address of the product that recorded it, or a path of this server.</param>
/// <param name="Opens">What that address belongs to.</param>
/// <param name="When">How long ago it began, and how long it takes.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="Moment">When the latest event happens in it, such as <c>+1:07</c>.</param>
/// <param name="Who">The person; null if unknown.</param>
/// <param name="Where">The first page and the environment; null if unknown.</param>
/// <param name="Evidence">Why it is linked.</param>
public sealed record EmbedRow(
    string Id,
    string Url,
    string Opens,
    string When,
    string StartedAt,
    string? Moment,
    string? Who,
    string? Where,
    IReadOnlyList<EmbedEvidence> Evidence)
{
    /// <summary>From a link that is live.</summary>
    internal static EmbedRow Of(Site site, Link link, ReplayView? replay)
    {
        LinkTemplate? template = site.Templates?.Of(link.ProjectId);
        string? product = template?.UrlOf(link);
        string?[] places = [replay?.Urls is [{ } first, ..] ? first : null, replay?.Environment];
        string where = string.Join(" · ", places.Where(text => !string.IsNullOrEmpty(text)));
        return new(
            link.ReplayId.ToString(),
            product ?? site.PathOf(NodeKey.Of(link.ReplayId)),
            product is null ? "ReplayGraph" : template!.Name,
            $"{Words.Ago(link.StartedAt, site.Now)}, {Words.Duration(link.FinishedAt.Milliseconds - link.StartedAt.Milliseconds)} long",
            link.StartedAt.ToString(),
            Links.Moment.Of(link) is { } moment ? Words.Offset(moment) : null,
            Words.Who(replay),
            where.Length == 0 ? null : where,
            [.. EvidenceKinds.In(link.Evidence).Select(kind => new EmbedEvidence(kind.Name, Words.Explain(kind.Bit)))]);
    }
}

/// <summary>A kind of evidence.</summary>
/// <param name="Word">Its name.</param>
/// <param name="Explanation">What it means.</param>
public sealed record EmbedEvidence(string Word, string Explanation);
