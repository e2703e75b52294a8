using ReplayGraph.Simulation.Runs;

namespace ReplayGraph.Mutants;

/// <summary>Mentions of issues or transaction names are not sent, or not stored.</summary>
internal static class MentionBugs
{
    internal static IReadOnlyList<PlantedBug> All { get; } =
    [
        new("an event mentions no issue and no transaction", HostKind.Embedded, 1, new Edit(
            "Embedded/Nodes/Applier.cs", "MentionStep.Take(events[i], Mentioned);", "")),
        new("a snapshot is without mentions", HostKind.Embedded, 1, new Edit(
            "Embedded/Nodes/PackedLinks.cs",
            "Mentions.Add(mention.Project, mention.Until, mention.RetentionDays);",
            "_ = mention;")),
        new("mentions are not sent to nodes", HostKind.Cluster, 1, new Edit(
            "Cluster/Ingest/IngestPipeline.cs", "_outbox.Add(node, mention);", "")),
        new("a mention counts as sent before it is durable", HostKind.Cluster, 70, new Edit(
            "Cluster/Ingest/IngestPipeline.cs",
            "await _outbox.SendAsync();\n        context.Cache.SentMentions.Add(mentions);",
            "context.Cache.SentMentions.Add(mentions);\n        await _outbox.SendAsync();")),
        new("a page that is kept outlives a mention", HostKind.Cluster, 93, new Edit(
            "Cluster/LinkTables/FoldedLinks.cs",
            "return Mentions.Add(head.ProjectId, head.Timestamp, head.RetentionDays);",
            "Mentions.Add(head.ProjectId, head.Timestamp, head.RetentionDays);\n            return false;")),
    ];
}
