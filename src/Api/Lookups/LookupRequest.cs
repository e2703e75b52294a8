using ReplayGraph.Api.Access;
using ReplayGraph.Api.Parameters;
using ReplayGraph.Api.Problems;
using ReplayGraph.Api.ProductLinks;
using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Api.Lookups;

/// <summary>A lookup over HTTP.</summary>
/// <param name="Organization">The organization.</param>
/// <param name="Query">The query for the graph.</param>
/// <param name="Now">The time from which its window counts back.</param>
internal readonly record struct LookupRequest(OrganizationId Organization, LookupQuery Query, Timestamp Now)
{
    /// <summary>Whether to answer only the replays' ids.</summary>
    internal bool IdsOnly { get; init; }

    /// <summary>The link templates of the organization; null if it has none.</summary>
    internal LinkTemplates? Templates { get; init; }

    /// <summary>The request for one key without parameters, as most requests are.</summary>
    internal static LookupRequest Of(Caller caller, NodeKey key) => new(
        caller.Organization,
        new() { Keys = [key], Filter = caller.Projects is null ? LinkFilter.None : new() { Visible = caller.Projects } },
        default);

    /// <summary>Reads the filter and the page; errors are noted in <paramref name="from"/>.</summary>
    internal static LookupRequest Read(
        RequestParameters from, Caller caller, IReadOnlyList<NodeKey> keys, Timestamp now, LookupInclude include)
    {
        Cursor? cursor = null;
        if (from.One("cursor") is { } text)
        {
            if (Cursor.TryParse(text, out Cursor parsed))
            {
                cursor = parsed;
                now = parsed.Now == default ? now : parsed.Now;
            }
            else
            {
                from.AddError("cursor", "not a valid cursor");
            }
        }

        var query = new LookupQuery
        {
            Keys = keys,
            Filter = Filters.Read(from, now, caller.Projects),
            Sort = ReadSort(from),
            Limit = ReadLimit(from, keys.Count, include.ByKey),
            After = cursor?.After,
            ByKey = include.ByKey,
            Events = include.Events,
        };
        var request = new LookupRequest(caller.Organization, query, now) { IdsOnly = ReadIdsOnly(from) };
        if (cursor is { } given && given.Query != request.Fingerprint())
        {
            from.AddError("cursor", "belongs to another query; send the parameters of the page that it came with");
        }

        return request;
    }

    /// <summary>The cursor after a page; null after the last.</summary>
    internal string? Next(LinkPage page) => page.Next is { } rank ? new Cursor(Fingerprint(), Now, rank).ToString() : null;

    private ulong Fingerprint() => Cursor.Fingerprint(QueryText.Of(Organization, Query));

    private static Sort ReadSort(RequestParameters from)
    {
        switch (from.One("sort"))
        {
            case null or "best":
                return Sort.Best;
            case "recent":
                return Sort.Recent;
            case { } other:
                from.AddError("sort", $"'{Excerpt.Of(other)}' is neither best nor recent");
                return Sort.Best;
        }
    }

    private static bool ReadIdsOnly(RequestParameters from)
    {
        string? fields = from.One("fields");
        if (fields is not (null or "replay_id"))
        {
            from.AddError("fields", $"'{Excerpt.Of(fields)}' is not supported; only replay_id is");
        }

        return fields is not null;
    }

    private static int ReadLimit(RequestParameters from, int keys, bool byKey)
    {
        // An answer by key holds up to this many links for each key.
        int most = byKey ? Math.Clamp(LookupInclude.MaxLinks / Math.Max(keys, 1), 1, LookupQuery.MaxLimit) : LookupQuery.MaxLimit;
        return (int)(from.Number("limit", 1, most) ?? Math.Min(100, most));
    }
}

/// <summary>What an answer includes beside the links.</summary>
internal readonly record struct LookupInclude(bool Events, bool ByKey)
{
    /// <summary>The most links of an answer by key, over all keys.</summary>
    internal const int MaxLinks = 50_000;

    internal static LookupInclude Read(RequestParameters from)
    {
        bool events = false;
        bool byKey = false;
        foreach (string word in from.Items("include"))
        {
            switch (word)
            {
                case "events":
                    events = true;
                    break;
                case "by_key":
                    byKey = true;
                    break;
                default:
                    from.AddError("include", $"'{Excerpt.Of(word)}' is neither events nor by_key");
                    break;
            }
        }

        return new(events, byKey);
    }
}
