using ReplayGraph.Links;
using ReplayGraph.Queries;
using ReplayGraph.Traces;

namespace ReplayGraph.Lookups;

/// <summary>The replays that events name themselves.</summary>
internal static class TaggedReplays
{
    /// <summary>The replay whose id an observation carries; none if it carries none. A host keeps the id, its number, or both.</summary>
    internal static ReplayId TaggedBy<TView>(this TView view, in Observation observation)
        where TView : struct, IGraphView =>
        observation.ReplayId.IsNone && !observation.Replay.IsNone ? view.IdOf(observation.Replay) : observation.ReplayId;

    /// <summary>Shows an observation with a replay that it is linked with.</summary>
    internal static ShownEvent Show<TView>(this TView view, in Observation observation, IssueId issue, ReplayRef replay, Evidence evidence)
        where TView : struct, IGraphView =>
        ShownEvent.Of(observation, issue, view.TaggedBy(observation), view.IdOf(replay), evidence);

    /// <summary>Shows an observation without a replay that it is linked with.</summary>
    internal static ShownEvent Show<TView>(this TView view, in Observation observation, IssueId issue)
        where TView : struct, IGraphView =>
        ShownEvent.Of(observation, issue, view.TaggedBy(observation), default, Evidence.None);
}
