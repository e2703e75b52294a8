using ReplayGraph.Simulation.Runs;

namespace ReplayGraph.Mutants;

/// <summary>Organizations see each other, or a silo does not know what was decided in one.</summary>
internal static class OrganizationBugs
{
    internal static IReadOnlyList<PlantedBug> All { get; } =
    [
        new("the organization is left out of a node's key", HostKind.Cluster, 1, new Edit(
            "Cluster/Ids/NodeId.cs", "_name == other._name && Organization == other.Organization;", "_name == other._name;")),
        new("a silo keeps the rows of all organizations' replays together", HostKind.Cluster, 1,
            new Edit(
                "Cluster/Caches/OrganizationCache.cs",
                "internal ReplayMemory Replays { get; }",
                "internal ReplayMemory Replays { get; init; }"),
            new Edit(
                "Cluster/Caches/SiloCache.cs",
                "evicted => _organizations.TryRemove(new(evicted.Organization, evicted)));",
                """
                evicted => _organizations.TryRemove(new(evicted.Organization, evicted)))
                        {
                            Replays = _organizations.Values.FirstOrDefault()?.Replays ?? new(default, _store, _clock, Changes),
                        };
                """)),
        new("the silos do not hear what an organization decided", HostKind.Cluster, 13, new Edit(
            "Cluster/Organizations/OrganizationNode.cs",
            "await _nodes.AnnounceAsync(new Announcement(_id.Organization) { Version = version }, CancellationToken.None);", "")),
        new(
            "the silos do not hear again what was decided before", HostKind.Cluster, 356,
            new Edit("Cluster/Organizations/OrganizationNode.cs", "await _nodes.AnnounceAsync(", "if (version >= 0) await _nodes.AnnounceAsync("),
            new Edit("Cluster/Organizations/OrganizationNode.cs", ": (node.Version.Number, null);", ": (-1, null);"))
        {
            IsRare = true,
        },
        new("the silos hear what an organization decides before it is durable", HostKind.Cluster, 13, new Edit(
            "Cluster/Organizations/OrganizationNode.cs",
            """
                            long version = await _log.StepAsync(_id, node => Step(node, batch), CancellationToken.None);

                            // Even if nothing was new: the first announcement may have failed.
            """,
            """
                            long version = 1 + await _log.ReadAsync(_id, node => node.Version.Number, CancellationToken.None);
            """),
            new Edit("Cluster/Organizations/OrganizationNode.cs", "                batch.ForEach(decision => decision.Answer());", """
                            await _log.StepAsync(_id, node => Step(node, batch), CancellationToken.None);
                            batch.ForEach(decision => decision.Answer());
            """)),
        new("of decisions that share a write only the first is made", HostKind.Cluster, 41, new Edit(
            "Cluster/Organizations/OrganizationNode.cs", "foreach (Decision decision in batch)", "foreach (Decision decision in batch.Take(1))")),
        new(
            "an organization replies before the silos hear what it decided", HostKind.Cluster, 582,
            new Edit(
                "Cluster/Organizations/OrganizationNode.cs", "                // Even if nothing was new: the first",
                "                batch.ForEach(decision => decision.Answer());\n                // Even if nothing was new: the first"))
        {
            IsRare = true,
        },
        new("the silos do not hear of changed replays", HostKind.Cluster, 1, new Edit(
            "Cluster/Ingest/IngestPipeline.cs", "await nodes.AnnounceAsync(new Announcement(organization) { Replays = rows }, cancel);", "")),
        new("a silo that reads what was decided does not wait for what is decided meanwhile", HostKind.Cluster, 1197, new Edit(
            "Cluster/Caches/OrganizationReplica.cs",
            "        // Waits for a first read in progress",
            "        if (!_isRead)\n        {\n            return;\n        }\n\n        // Waits for a first read in progress")),
        new("an issue answers alone although others were merged into it", HostKind.Cluster, 1,
            new Edit(
                "Cluster/Links/LinkNode.cs",
                "if (OwnerLookup.CanAnswer(_id, facts))\n        {\n            (",
                "if (facts is not null)\n        {\n            ("),
            new Edit("Cluster/Links/LinkNode.cs", "if (OwnerLookup.CanAnswer(_id, facts)\n                && ", "if (")),
        new("an issue does not learn the sources of moved events", HostKind.Cluster, 9, new Edit(
            "Cluster/Ingest/Reconciliation.cs", "if (sources.Count > 0)", "if (sources.Count < 0)")),
    ];
}
