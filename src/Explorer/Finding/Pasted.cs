using System.Text.RegularExpressions;

namespace ReplayGraph.Explorer.Finding;

/// <summary>What a person pasted: the nodes that it can be, and what was recognised.</summary>
/// <param name="Recognised">What it looks like, for people.</param>
/// <param name="Candidates">The nodes, most specific first; several if an id can be of several kinds.</param>
internal sealed partial record Pasted(string Recognised, IReadOnlyList<NodeKey> Candidates)
{
    /// <summary>Whether it looks like the short id that Sentry shows for an issue. Events do not carry it.</summary>
    internal bool IsLikeShortId { get; private init; }

    /// <summary>Reads a text; null if nothing is recognised.</summary>
    internal static Pasted? Read(string text)
    {
        text = text.Trim().Trim('"', '\'', '`').Trim();
        if (text.Length is 0 or > Facts.Limits.TextBytes)
        {
            return null;
        }

        if (TraceHeader().Match(text) is { Success: true } header && TraceId.TryParse(header.Groups["trace"].Value, out TraceId trace))
        {
            return new("a trace header", [NodeKey.Of(trace)]);
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https")
        {
            return OfUrl(uri);
        }

        if (EventId.TryParse(text, out EventId id))
        {
            return new("an id", OfId(id));
        }

        return IssueId.TryParse(text, out IssueId issue) ? new("an issue id", [NodeKey.Of(issue)])
            : new("a transaction name", [NodeKey.OfTransaction(text)]) { IsLikeShortId = ShortId().IsMatch(text) };
    }

    /// <summary>
    /// Reads several ids, headers or URLs, separated by spaces, commas, semicolons or lines; null if the text is not such a list. Names of
    /// transactions have spaces of their own, so they cannot be in it.
    /// </summary>
    internal static IReadOnlyList<Pasted>? ReadSeveral(string text)
    {
        string[] words = text.Split([' ', ',', ';', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length < 2)
        {
            return null;
        }

        List<Pasted> all = [];
        foreach (string word in words)
        {
            if (Read(word) is not { } one || one.Candidates[0].Kind == NodeKind.Transaction)
            {
                return null;
            }

            all.Add(one);
        }

        return all;
    }

    private static List<NodeKey> OfId(EventId id) =>
        [NodeKey.Of(id), NodeKey.Of(new TraceId(id.Value)), NodeKey.Of(new ReplayId(id.Value))];

    // The segment before an id says what it is: /issues/17/, /issues/17/events/ID/, /replays/ID/, /performance/trace/ID/,
    // /discover/PROJECT:ID/, in Sentry's pages and in ours.
    private static Pasted? OfUrl(Uri uri)
    {
        string[] parts = [.. uri.Segments.Select(part => Uri.UnescapeDataString(part.Trim('/'))).Where(part => part.Length > 0)];
        for (int i = parts.Length - 1; i > 0; i--)
        {
            string word = parts[i][(parts[i].LastIndexOf(':') + 1)..];
            NodeKey? key = parts[i - 1] switch
            {
                "issues" when IssueId.TryParse(word, out IssueId issue) => NodeKey.Of(issue),
                "replays" when ReplayId.TryParse(word, out ReplayId replay) => NodeKey.Of(replay),
                "trace" or "traces" when TraceId.TryParse(word, out TraceId trace) => NodeKey.Of(trace),
                _ when EventId.TryParse(word, out EventId id) => NodeKey.Of(id),
                _ => null,
            };
            if (key is { } found)
            {
                return new($"a URL of {KindOf(found)}", [found]);
            }
        }

        string? name = parts is [.., "transactions"] ? Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(uri.Query)["name"] : (string?)null;
        return string.IsNullOrEmpty(name) ? null : new("a URL of a transaction", [NodeKey.OfTransaction(name)]);
    }

    private static string KindOf(NodeKey key) => key.Kind is NodeKind.Issue or NodeKind.Event
        ? $"an {key.Kind.ToString().ToLowerInvariant()}"
        : $"a {key.Kind.ToString().ToLowerInvariant()}";

    // sentry-trace: TRACE-SPAN-SAMPLED; traceparent: 00-TRACE-SPAN-FLAGS. With or without the name of the header.
    [GeneratedRegex(@"^(sentry-trace|traceparent)?\s*:?\s*(00-)?(?<trace>[0-9a-f]{32})-[0-9a-f]{16}(-[0-9a-f]{1,2})?$", RegexOptions.IgnoreCase)]
    private static partial Regex TraceHeader();

    // The slug of the project in capitals, and a number in Crockford's base 32: CART-1A2.
    [GeneratedRegex("^[A-Z0-9][A-Z0-9_-]*-[0-9A-HJKMNP-TV-Z]+$")]
    private static partial Regex ShortId();
}
