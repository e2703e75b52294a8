using ReplayGraph.Simulation.Runs;

namespace ReplayGraph.Mutants;

/// <summary>Something is said, shown or looked for before what it rests on is durable.</summary>
internal static class WriteOrderBugs
{
    internal static IReadOnlyList<PlantedBug> All { get; } =
    [
        new("a node replies before its write is durable", HostKind.Cluster, 1, new Edit(
            "Cluster/Logs/LogBackedNodes.cs",
            "writes.Count == 0 ? [] : await context.Store.AppendAsync(writes, cancel);",
            """
            [.. writes.Select(write => (NodeVersion?)(write.Read with { Number = write.Read.Number + 1 }))];
            _ = context.Store.AppendAsync(writes, cancel).AsTask();
            """)),
        new("an issue replies before its links are durable", HostKind.Cluster, 20, new Edit(
            "Cluster/Logs/LogBackedNodes.cs",
            "if (await TryAppendAsync(id, write, apply, cancel))",
            "if (TryAppendAsync(id, write, apply, cancel) is not { IsFaulted: true })")),
        new("an issue holds links that are not durable, and keeps them if they never are", HostKind.Cluster, 85,
            new Edit(
                "Cluster/Logs/LogBackedNodes.cs",
                "?? await context.Store.VersionAsync(id, cancel);",
                "?? await context.Store.VersionAsync(id, cancel);\n            if (Find(id) is { } early) apply(early, write.Entry);"),
            new Edit("Cluster/Logs/LogBackedNodes.cs", "Drop([id]);\n            throw;", "throw;")),
        new("a node keeps its state when its write fails", HostKind.Cluster, 2, new Edit(
            "Cluster/Logs/LogBackedNodes.cs",
            "Drop(ids);\n            throw;",
            "foreach (NodeId id in ids)\n            {\n                _memory.Find(id)?.IsDirty = false;\n            }\n\n            throw;")),
        new("listings of an event are looked for before the event is durable", HostKind.Cluster, 2, new Edit(
            "Cluster/Ingest/IngestPipeline.cs",
            """
                    await JoinAsync(router, commands);
                    await reconciliation.ReconcileAsync(router.Events);
            """,
            """
                    await reconciliation.ReconcileAsync(router.Events);
                    await JoinAsync(router, commands);
            """)),
        new("the places of an event are looked for before its listings are durable", HostKind.Cluster, 1422, new Edit(
            "Cluster/Events/EventNode.cs",
            """
                    await _log.StepAsync(_id, node => (true, Step(node, command)), cancel);
                    return await ViewAsync(cancel);
            """,
            """
                    EventReply reply = await ViewAsync(cancel);
                    await _log.StepAsync(_id, node => (true, Step(node, command)), cancel);
                    return reply;
            """)),
        new("a batch is acknowledged before issues have its links", HostKind.Cluster, 1, new Edit(
            "Cluster/Ingest/IngestPipeline.cs", "await _outbox.SendAsync();", "_ = _outbox.SendAsync().AsTask();")),
        new("callers of a failed batch are never answered", HostKind.Cluster, 15, new Edit(
            "Cluster/Batching/BatchQueue.cs", "batch.ForEach(call => call.Fail(failure));", "")),
    ];
}
