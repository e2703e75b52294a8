using Microsoft.OpenApi;

namespace ReplayGraph.Api.OpenApi;

/// <summary>The groups of calls, in the order in which a reader needs them.</summary>
internal static class DocumentTags
{
    private static readonly (string Name, string Description)[] _all =
    [
        ("Lookups", "Which replays show an issue, a transaction, a trace, an event, or a mix of them."),
        ("Live", "Streams of new replays: events `replay`, `reload` and `heartbeat`."),
        ("Replays", "One replay: its fate, what happened in it, and its deletion."),
        ("Neighbours", "The neighbours of any node of the graph."),
        ("Coverage", "How many events have a replay, and why the others have none."),
        ("Facts", "Ingest of native facts and of messages of Sentry's own streams, one per line."),
        ("Sentry", "The calls of Sentry's SDKs and its issue page, with Sentry's paths, fields and errors."),
        ("Organizations", "The settings of an organization that an administrator may change while a cluster runs."),
        ("Health", "Probes and metrics. They need no token."),
    ];

    /// <summary>The tags that the document's calls use, with descriptions.</summary>
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
