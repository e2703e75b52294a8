using ReplayGraph.Simulation.Runs;

namespace ReplayGraph.Mutants;

/// <summary>Notifications are not repeated, or repetitions are taken for something else.</summary>
internal static class RepetitionBugs
{
    internal static IReadOnlyList<PlantedBug> All { get; } =
    [
        new("a trace does not repeat the notifications of a repeated event", HostKind.Cluster, 55, new Edit(
            "Cluster/Traces/TraceTurn.cs", "Repeat(row);\n                KeepSuperseded", "KeepSuperseded")),
        new("a trace does not repeat notifications for a repeated replay, nor for a redelivery", HostKind.Cluster, 18,
            new Edit("Cluster/Traces/TraceOutbox.cs", "MayBeBehind => true", "MayBeBehind => false"),
            new Edit("Cluster/Traces/TraceTurn.cs", "if (trace.MustRedeliver)\n        {\n            RepeatAll();", "if (trace.MustRedeliver)\n        {")),
        new("a trace withdraws an observation and does not write that down", HostKind.Cluster, 1, new Edit(
            "Cluster/Traces/TraceTurn.cs", "_entry.Withdrawn(_rows.Event(row).Bytes.Span);", "")),
        new("an issue keeps the links of a withdrawn observation", HostKind.Cluster, 1, new Edit(
            "Cluster/LinkTables/FoldedLinks.cs", "_withdrawn.Add(observation) && _toWithdraw.Add(observation);", "_withdrawn.Add(observation);")),
        new("two observations of a key at two traces both stand", HostKind.Cluster, 1, new Edit(
            "Cluster/Ingest/Reconciliation.cs", "await SettleAsync([.. places.Where(one => one.Skip(1).Any())]);", "")),
        new("of two observations at two traces only the latest place gets a command", HostKind.Cluster, 1, new Edit(
            "Cluster/Ingest/Reconciliation.cs",
            ".SelectMany(one => one.Select(at => (At: at, Event: one.Key)))",
            ".Select(one => (At: one.Last(), Event: one.Key))")),
        new("an event does not hear who listed it before it came", HostKind.Cluster, 1, new Edit(
            "Cluster/Ingest/Reconciliation.cs",
            "await ListAsync([.. known.Where(place => place.IsListing).Select(place => place.Event)], places);", "")),
        new("an event does not hear who lists it after it came", HostKind.Cluster, 1, new Edit(
            "Cluster/Ingest/IngestPipeline.cs", "AddRange(events[i].Value);", "AddRange([]);")),
    ];
}
