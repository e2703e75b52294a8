using Microsoft.OpenApi;

namespace ReplayGraph.Api.OpenApi;

/// <summary>What the calls are grouped by, in the order in which a reader needs them.</summary>
internal static class Tags
{
    private static readonly (string Name, string Description)[] _all =
    [
        ("Lookups", "Which replays show an issue, a transaction, a trace, an event, or a mix of them."),
        ("Replays", "One replay: its fate, what happened in it, and how to forget it."),
        ("Neighbours", "The neighbours of any node of the graph."),
        ("Coverage", "How many events have a replay, and why the others have none."),
        ("Facts", "What goes in: native facts, and the messages of Sentry's own streams, one a line."),
        ("Sentry", "What Sentry's SDKs and its issue page call, with Sentry's paths, words and errors."),
        ("Organizations", "What an administrator may change of an organization while a cluster runs."),
        ("Health", "Probes and meters. They need no token."),
    ];

    /// <summary>Those that the document's calls name, described.</summary>
    internal static HashSet<OpenApiTag> Of(OpenApiDocument document)
    {
        HashSet<string?> named = [.. document.Tags?.Select(tag => tag.Name) ?? []];
        return
        [
            .. _all.Where(tag => named.Contains(tag.Name))
                .Select(tag => new OpenApiTag { Name = tag.Name, Description = tag.Description }),
        ];
    }
}
