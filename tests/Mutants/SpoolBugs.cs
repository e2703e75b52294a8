using ReplayGraph.Simulation.Runs;

namespace ReplayGraph.Mutants;

/// <summary>The spool of a front-end loses what it acknowledged.</summary>
internal static class SpoolBugs
{
    internal static IReadOnlyList<PlantedBug> All { get; } =
    [
        new("a spooled batch is acknowledged before it is written", HostKind.Spool, 4,
            new Edit(
                "Spooling/SpoolAppender.cs",
                "journal.Append(_group.ConvertAll(waiting => waiting.Frame));\n            _group.ForEach(waiting => waiting.SetResult());",
                "_group.ForEach(waiting => waiting.SetResult());\n            journal.Append(_group.ConvertAll(waiting => waiting.Frame));"),
            new Edit("Spooling/SpoolAppender.cs", "waiting.SetException(e)", "waiting.TrySetException(e)")),
        new("spooled facts are passed before they are delivered", HostKind.Spool, 1, new Edit(
            "Spooling/SpoolDelivery.cs", "if (window.IsTooOld)", "journal.Pass(window.End);\n        if (window.IsTooOld)")),
        new("a segment is deleted with its first delivered frames", HostKind.Spool, 1, new Edit(
            "Spooling/SpoolJournal.cs", "_writer.DropBefore(_at.Segment);", "_writer.DropBefore(_at.Segment + 1);")),
        new("a restart begins behind what was spooled", HostKind.Spool, 2, new Edit(
            "Spooling/SpoolJournal.cs", "_at = StartOf(_writer.Segments[0].Number);", "_at = _writer.End;")),
        new("frames of two organizations are delivered as one's", HostKind.Spool, 1, new Edit(
            "Spooling/SpoolDelivery.cs", "GroupBy(frame => frame.Organization)", "GroupBy(_ => window.Frames[0].Organization)")),
        new("a failed delivery is taken for a delivered one", HostKind.Spool, 6, new Edit(
            "Spooling/SpoolDelivery.cs", "when (!e.IsTransient && frames.Count == 1)", "when (frames.Count == 1)")),
    ];
}
