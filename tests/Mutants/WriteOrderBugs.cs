using ReplayGraph.Simulation.Runs;

namespace ReplayGraph.Mutants;

/// <summary>Something is said, shown or looked for before what it rests on is durable.</summary>
internal static class WriteOrderBugs
{
    internal static IReadOnlyList<PlantedBug> All { get; } =
    [
        new("a node replies before its write is durable", HostKind.Cluster, 200, new Edit(
            "Cluster/LogBackedNode.cs",
            "if (await Context.Store.AppendAsync(write with { Read = _version }, cancel) is { } version)",
            """
            _ = Context.Store.AppendAsync(write with { Read = _version }, cancel).AsTask();
            if (_version with { Number = _version.Number + 1 } is { } version)
            """)),
        new("an issue replies before its links are durable", HostKind.Cluster, 200, new Edit(
            "Cluster/Links/LinkNode.cs",
            "|| await TryAppendAsync(news, expiresAt, cancel))",
            "|| TryAppendAsync(news, expiresAt, cancel) is not { IsFaulted: true })")),
        new("an issue holds links that are not durable, and keeps them if they never are", HostKind.Cluster, 200,
            new Edit(
                "Cluster/Links/LinkNode.cs",
                "NodeVersion read = _version ??= await context.Store.VersionAsync(id, cancel);",
                "NodeVersion read = _version ??= await context.Store.VersionAsync(id, cancel); _table?.Add(news);"),
            new Edit("Cluster/Links/LinkNode.cs", "Forget();\n            throw;", "throw;")),
        new("a node keeps its state when its write fails", HostKind.Cluster, 200, new Edit(
            "Cluster/LogBackedNode.cs", "catch\n            {\n                _state = null;", "catch\n            {")),
        new("listings of an event are looked for before the event is durable", HostKind.Cluster, 200, new Edit(
            "Cluster/Ingest/IngestPipeline.cs",
            """
                    await JoinAsync(sort, mails);
                    if (sort.Traces.Count > 0)
                    {
                        await meeting.MeetAsync([.. sort.Traces.Values.SelectMany(events => events).Select(one => one.Id).Distinct()]);
                    }
            """,
            """
                    if (sort.Traces.Count > 0)
                    {
                        await meeting.MeetAsync([.. sort.Traces.Values.SelectMany(events => events).Select(one => one.Id).Distinct()]);
                    }

                    await JoinAsync(sort, mails);
            """)),
        new("the places of an event are looked for before its listings are durable", HostKind.Cluster, 2000, new Edit(
            "Cluster/Events/EventNode.cs",
            """
                    await StepAsync(listed => (true, Step(listed, mail)), cancel);
                    return await ViewAsync(cancel);
            """,
            """
                    EventReply reply = await ViewAsync(cancel);
                    await StepAsync(listed => (true, Step(listed, mail)), cancel);
                    return reply;
            """)),
        new("a batch is acknowledged before issues have its links", HostKind.Cluster, 200, new Edit(
            "Cluster/Ingest/IngestPipeline.cs", "await _outgoing.SendAsync();", "_ = _outgoing.SendAsync().AsTask();")),
        new("who waits for a group that fails is never told", HostKind.Cluster, 200, new Edit(
            "Cluster/Batching/BatchQueue.cs", "group.ForEach(call => call.Fail(failure));", "")),
    ];
}
