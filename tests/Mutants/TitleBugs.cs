using ReplayGraph.Simulation.Runs;

namespace ReplayGraph.Mutants;

/// <summary>Titles of issues depend on the order of events, or are lost.</summary>
internal static class TitleBugs
{
    internal static IReadOnlyList<PlantedBug> All { get; } =
    [
        new("the first title of a day stays", HostKind.Embedded, 1, new Edit(
            "Graph/Issues/IssueTitle.cs", "return byDay != 0 ? byDay : text.Span.SequenceCompareTo(other.Text.Span);", "return byDay;")),
        new("a snapshot is without titles", HostKind.Embedded, 1, new Edit(
            "Embedded/Nodes/TitleSnapshot.cs", "titles.Add(new IssueTitle(", "_ = (new IssueTitle(")),
        new("a title counts as sent before it is durable", HostKind.Cluster, 10, new Edit(
            "Cluster/Ingest/TitledIssues.cs",
            "await context.Store.RecordTitlesAsync(organization, unsent, cancel);\n            context.Cache.SentTitles.Add(organization, unsent);",
            "context.Cache.SentTitles.Add(organization, unsent);\n            await context.Store.RecordTitlesAsync(organization, unsent, cancel);")),
        new("a batch is acknowledged before its titles are durable", HostKind.Cluster, 167, new Edit(
            "Cluster/Ingest/IngestPipeline.cs",
            "await router.Titled.RecordAsync(cancel);",
            "_ = router.Titled.RecordAsync(cancel).AsTask();"))
        {
            IsRare = true,
        },
    ];
}
