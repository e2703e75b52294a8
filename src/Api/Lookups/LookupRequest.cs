using ReplayGraph.Api.Access;
using ReplayGraph.Api.Parameters;
using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Api.Lookups;

/// <summary>A lookup as it was asked for over HTTP.</summary>
/// <param name="Organization">Whose graph.</param>
/// <param name="Query">What the graph is asked.</param>
/// <param name="Now">What its window counts back from.</param>
internal readonly record struct LookupRequest(OrganizationId Organization, LookupQuery Query, Timestamp Now)
{
    private static readonly LinkFilter _unnarrowed = LinkFilter.None;

    /// <summary>Whether only the replays' ids are wanted.</summary>
    internal bool IdsOnly { get; init; }

    /// <summary>The plain one, which most requests are: one key, nothing narrowed.</summary>
    internal static LookupRequest Of(Caller caller, NodeKey key) => new(
        caller.Organization,
        new() { Keys = [key], Filter = caller.Projects is null ? _unnarrowed : new() { Visible = caller.Projects } },
        default);

    /// <summary>Reads what narrows and pages it; faults are noted in <paramref name="from"/>.</summary>
    internal static LookupRequest Read(
        Parameters.Parameters from, Caller caller, IReadOnlyList<NodeKey> keys, Timestamp now, LookupInclude include)
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
                from.Refuse("cursor", "is none that this server made");
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
            from.Refuse("cursor", "belongs to another query; send the parameters of the page that it came with");
        }

        return request;
    }

    /// <summary>The cursor after a page; null after the last.</summary>
    internal string? Next(LinkPage page) => page.Next is { } rank ? new Cursor(Fingerprint(), Now, rank).ToString() : null;

    private ulong Fingerprint() => Cursor.Fingerprint(QueryText.Of(Organization, Query));

    private static Sort ReadSort(Parameters.Parameters from)
    {
        switch (from.One("sort"))
        {
            case null or "best":
                return Sort.Best;
            case "recent":
                return Sort.Recent;
            case { } other:
                from.Refuse("sort", $"'{Parameters.Parameters.Shown(other)}' is neither best nor recent");
                return Sort.Best;
        }
    }

    private static bool ReadIdsOnly(Parameters.Parameters from)
    {
        string? fields = from.One("fields");
        if (fields is not (null or "replay_id"))
        {
            from.Refuse("fields", $"'{Parameters.Parameters.Shown(fields)}' cannot be asked for alone: only replay_id can");
        }

        return fields is not null;
    }

    private static int ReadLimit(Parameters.Parameters from, int keys, bool byKey)
    {
        // An answer by key holds up to the limit for each of them.
        int most = byKey ? Math.Clamp(LookupInclude.MaxLinks / Math.Max(keys, 1), 1, LookupQuery.MaxLimit) : LookupQuery.MaxLimit;
        return (int)(from.Number("limit", 1, most) ?? Math.Min(100, most));
    }
}

/// <summary>What an answer holds beside the links.</summary>
internal readonly record struct LookupInclude(bool Events, bool ByKey)
{
    /// <summary>The most links that an answer by key may come to, over all keys.</summary>
    internal const int MaxLinks = 50_000;

    internal static LookupInclude Read(Parameters.Parameters from)
    {
        bool events = false;
        bool byKey = false;
        foreach (string word in from.EnumNames("include"))
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
                    from.Refuse("include", $"'{Parameters.Parameters.Shown(word)}' is neither events nor by_key");
                    break;
            }
        }

        return new(events, byKey);
    }
}
