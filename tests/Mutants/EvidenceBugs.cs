using ReplayGraph.Simulation.Runs;

namespace ReplayGraph.Mutants;

/// <summary>Evidence counts that should not, or does not count that should.</summary>
internal static class EvidenceBugs
{
    private const string Rules = "Graph/Lookups/EvidenceRules.cs", Step = "Graph/Traces/TraceStep.cs";

    internal static IReadOnlyList<PlantedBug> All { get; } =
    [
        new("an event has no siblings", HostKind.Cluster, 5, new Edit(Step, "replay.Lists ? Evidence.Trace : Evidence.Sibling", "Evidence.Trace")),
        new("a sibling stays when its naming event is gone", HostKind.Embedded, 5, new Edit(
            "Graph/Lookups/RowEvidence.cs", "_pairs.IsNamed(_view.FindTrace(o.TraceId), replay)", "replay.Index > 0")),
        new("a deleted event names a replay to its siblings", HostKind.Cluster, 48, new Edit(
            "Graph/Lookups/EventPairs.cs", "view.Overrides(row, o.EventId)", "null")),
        new("a trace does not repeat what an earlier ingest may have lost", HostKind.Cluster, 51, new Edit(
            "Cluster/Traces/TraceOutbox.cs", "MayBeBehind => true", "MayBeBehind => false")),
        new("an event with a replay of its own has those of its trace too", HostKind.Cluster, 4, new Edit(
            Rules, "evidence = hasOwn && !IsOwn", "evidence = hasOwn && time < 0 && !IsOwn")),
        new("a pending replay is an event's own", HostKind.Embedded, 8, new Edit(
            Rules, "replay.HasSegments && ", "")),
        new("a stale id is an event's own", HostKind.Cluster, 10, new Edit(
            Rules, "(evidence & Evidence.Tagged) != 0 && IsInTime(replay, time)", "(evidence & Evidence.Tagged) != 0")),
        new("a listed event is stale", HostKind.Embedded, 5, new Edit(
            Rules, ": (evidence & Evidence.Listed) != 0 ? Evidence.Listed", "")),
        new("an event after the end of a replay is never stale", HostKind.Cluster, 20, new Edit(
            Rules, " && time <= replay.FinishedAt.Milliseconds + _margin", "")),
        new("a trace is shared by as many replays as may hold it", HostKind.Embedded, 1, new Edit(
            Rules, "replays > options.SharedTraceReplays", "replays >= options.SharedTraceReplays")),
        new("a trace joins the replays that make it shared", HostKind.Cluster, 1, new Edit(
            "Graph/Traces/TraceState.cs", "Replays.Length > SharedTraceReplays", "Replays.Length > SharedTraceReplays + 1")),
        new("a superseded event does not count for a shared trace", HostKind.Embedded, 6, new Edit(
            "Embedded/Nodes/Applier.cs", "KeepSuperseded(observation, hash, before, trace);", "")),
    ];
}
