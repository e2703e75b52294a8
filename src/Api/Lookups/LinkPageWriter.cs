using System.Text;
using ReplayGraph.Api.Json;
using ReplayGraph.Api.ProductLinks;
using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Api.Lookups;

/// <summary>
/// Writes a page of links as the serializer writes <see cref="LinkPageAnswer"/>, but without creating one: most requests need such a page.
/// </summary>
internal static class LinkPageWriter
{
    // All names, the longest number in each place, four times.
    private const int MaxBytesBesideEvidence = 426;
    private const int MaxBytesBesideUrl = 9;
    private const int MaxEndBytes = 200;

    // By the bits of the evidence: ["tagged","trace"].
    private static readonly byte[][] _evidence =
    [
        .. Enumerable.Range(0, 2 * (int)Evidence.Stale)
            .Select(bits => string.Join(',', EvidenceKinds.In((Evidence)bits).Select(kind => $"\"{kind.Name}\"")))
            .Select(names => Encoding.ASCII.GetBytes($"[{names}]")),
    ];

    /// <summary>An upper bound of the page's length, in bytes.</summary>
    internal static int MaxBytes(LinkPage page, LinkTemplates? templates)
    {
        int url = templates is null ? 0 : MaxBytesBesideUrl + templates.MaxLength;
        return page.Links.Count * (MaxBytesBesideEvidence + _evidence[^1].Length + url) + MaxEndBytes;
    }

    /// <summary>Writes the page.</summary>
    /// <param name="page">The page.</param>
    /// <param name="nextCursor">The cursor of the next page; null on the last.</param>
    /// <param name="idsOnly">Whether to write only the replays' ids.</param>
    /// <param name="templates">The organization's link templates; null if it has none.</param>
    /// <param name="utf8">The target, at least <see cref="MaxBytes"/> long.</param>
    /// <returns>The number of bytes written.</returns>
    internal static int Write(LinkPage page, string? nextCursor, bool idsOnly, LinkTemplates? templates, Span<byte> utf8)
    {
        var to = new Utf8Output(utf8);
        to.Raw("{\"replays\":["u8);
        IReadOnlyList<Link> links = page.Links;
        for (int i = 0; i < links.Count; i++)
        {
            to.Raw(i == 0 ? "{\"replay_id\":\""u8 : ",{\"replay_id\":\""u8);
            if (idsOnly)
            {
                to.Id(links[i].ReplayId);
                to.Raw("\"}"u8);
            }
            else
            {
                Write(ref to, links[i], templates);
            }
        }

        to.Raw("],\"total\":"u8);
        to.Number(page.Total);
        if (page.SharedTraces > 0)
        {
            to.Raw(",\"shared_traces\":"u8);
            to.Number(page.SharedTraces);
        }

        if (!page.IsKnown)
        {
            to.Raw(",\"known\":false"u8);
        }

        if (nextCursor is not null)
        {
            to.Raw(",\"next_cursor\":\""u8);
            to.Ascii(nextCursor);
            to.Raw("\""u8);
        }

        to.Raw("}"u8);
        return to.Length;
    }

    private static void Write(ref Utf8Output to, in Link link, LinkTemplates? templates)
    {
        to.Id(link.ReplayId);
        if (!link.ProjectId.IsNone)
        {
            to.Raw("\",\"project_id\":\""u8);
            to.Number(link.ProjectId.Value);
        }

        to.Raw("\",\"fate\":\""u8);
        to.Raw(FateText.Of(link.Fate));
        Time(ref to, "\",\"started_at\":\""u8, link.StartedAt);
        Time(ref to, "\",\"finished_at\":\""u8, link.FinishedAt);
        if (link.FinishedAt != default)
        {
            to.Raw("\",\"duration_ms\":"u8);
            to.Number(link.FinishedAt.Milliseconds - link.StartedAt.Milliseconds);
            to.Raw(",\"evidence\":"u8);
        }
        else
        {
            to.Raw("\",\"evidence\":"u8);
        }

        to.Raw(_evidence[(int)link.Evidence]);
        to.Raw(",\"events\":"u8);
        to.Number(link.Events);
        if (link.FirstSeen != default)
        {
            Time(ref to, ",\"first_seen\":\""u8, link.FirstSeen);
            Time(ref to, "\",\"last_seen\":\""u8, link.LastSeen);
            to.Raw("\""u8);
        }

        if (Moment.Of(link) is { } moment)
        {
            to.Raw(",\"moment_ms\":"u8);
            to.Number(moment);
        }

        if (templates?.Of(link.ProjectId)?.UrlOf(link) is { } url)
        {
            to.Raw(",\"url\":\""u8);
            to.Ascii(url);
            to.Raw("\""u8);
        }

        to.Raw("}"u8);
    }

    private static void Time(ref Utf8Output to, ReadOnlySpan<byte> name, Timestamp time)
    {
        if (time != default)
        {
            to.Raw(name);
            to.Time(time);
        }
    }
}
