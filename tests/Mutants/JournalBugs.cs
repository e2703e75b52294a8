using ReplayGraph.Simulation.Runs;

namespace ReplayGraph.Mutants;

/// <summary>The journal, its snapshot and its retention lose facts, or bring back what was none.</summary>
internal static class JournalBugs
{
    internal static IReadOnlyList<PlantedBug> All { get; } =
    [
        new("a batch is acknowledged before it is flushed", HostKind.Embedded, 2, new Edit(
            "Embedded/Journal/SegmentWriter.cs",
            "FlushFailedException.Guard(_file.Flush);\n        Durable += gather.Length;",
            "Durable += gather.Length;")),
        new("a batch is applied and acknowledged before it is written", HostKind.Embedded, 4,
            new Edit(
                "Embedded/Commits/CommitPipeline.cs",
                "_journal.Append(_frames);\n            PassOn();",
                "_group.ForEach(Apply);\n            _journal.Append(_frames);"),
            new Edit("Embedded/Commits/CommitPipeline.cs", "commit.SetException(refused)", "commit.TrySetException(refused)")),
        new("a batch that cannot be written is acknowledged", HostKind.Embedded, 4, new Edit(
            "Embedded/Commits/CommitPipeline.cs",
            "_journal.Append(_frames);\n            PassOn();",
            "PassOn();\n            _journal.Append(_frames);"),
            new Edit("Embedded/Commits/CommitPipeline.cs", "_group.ForEach(commit => commit.SetException(refused));", "")),
        new("an append that failed is not taken back", HostKind.Embedded, 91, new Edit(
            "Embedded/Journal/SegmentWriter.cs", "_file.Truncate(Durable);", "")),
        new("a torn frame is taken for a whole one", HostKind.Embedded, 2081, new Edit(
            "Embedded/Journal/SegmentCursor.cs",
            "if (Crc32C.Append(0, body.Span) != header.BodyChecksum)",
            "if (body.Length < header.BodyLength)")),
        new("what an earlier process wrote is taken for flushed", HostKind.Embedded, 25, new Edit(
            "Embedded/Journal/SegmentWriter.cs",
            "file.Truncate(segment.Length);\n            file.Flush();",
            "file.Truncate(segment.Length);")),
        new("a failed flush is trusted again", HostKind.Embedded, 11, new Edit(
            "Embedded/Journal/JournalWriter.cs", "return failure.IsPermanent ? failure : null;", "return null;")),
        new("the name of a new segment is not flushed", HostKind.Embedded, 10, new Edit(
            "Embedded/Journal/SegmentWriter.cs", "FlushFailedException.Guard(() => storage.FlushFolder(folder));", "")),
        new("a snapshot stands at what is durable, not at what is applied", HostKind.Embedded, 343, new Edit(
            "Embedded/SnapshotSchedule.cs", "draft = Write(end);", "draft = Write(journal.End);")),
        new("a snapshot forgets where moved events came from", HostKind.Embedded, 4, new Edit(
            "Embedded/Nodes/IssueSnapshot.cs", "state.AddSource(source);", "")),
        new("a ranking is good when a replay has changed", HostKind.Embedded, 5, new Edit(
            "Embedded/Nodes/CachedRanking.cs", "ranked.Versions == versions", "ranked.Versions.Links == versions.Links")),
        new("a ranking is good when links have come", HostKind.Embedded, 145, new Edit(
            "Embedded/Nodes/CachedRanking.cs", "ranked.Versions == versions", "ranked.Versions.Replays == versions.Replays")),
        new("the facts of all organizations are read as those of the first", HostKind.Embedded, 2, new Edit(
            "Embedded/Journal/JournalReader.cs", "if (!Ascii.Equals(slug, _organization))", "if (_organization.Length == 0)")),
        new("an event that is observed anew keeps its former links", HostKind.Embedded, 2, new Edit(
            "Embedded/Nodes/Applier.cs", "TraceStep.Withdraw(_trace.At(ObservationRow.Trace(_nodes.Row(known))), known, _outbox);", "")),
        new("events are deleted for the events that came before", HostKind.Embedded, 3, new Edit(
            "Embedded/Nodes/Applier.cs", "_reassigned.Observe(row, observation.EventId);", "")),
        new("what arrives during a start is not applied", HostKind.Embedded, 2, new Edit(
            "Embedded/CatchingUp/CatchUp.cs",
            "(_from, _until, _length) = (_until, journal.End, length);",
            "(_from, _until, _length) = (journal.End, journal.End, length);")),
        new("lookups are answered before the journal is applied", HostKind.Embedded, 17, new Edit(
            "Embedded/EmbeddedGraph.cs",
            "throw new GraphException(\"The graph is opening: it is reading its journal.\", isTransient: true);",
            "")),
        new("replays are not summarized after a start", HostKind.Embedded, 2, new Edit(
            "Embedded/Nodes/OrganizationNodes.cs", "in _outdated ?? []", "in (HashSet<int>)[]")),
    ];
}
