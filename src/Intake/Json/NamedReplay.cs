using System.Text.Json;

namespace ReplayGraph.Intake.Json;

/// <summary>The replays that an event names. Anything that is no id, such as a scrubber's stars, names none.</summary>
internal static class NamedReplay
{
    /// <summary>The one of a context: <c>replay</c>, or <c>feedback</c>, in which user feedback has its own.</summary>
    internal static ReplayId InContext(JsonElement contexts, string context) => SdkValues.Replay(contexts.At(context).At("replay_id"));

    /// <summary>The one of the tag <c>replayId</c>.</summary>
    internal static ReplayId InTags(JsonElement tags) => SdkValues.Replay(SentryTags.Find(tags, "replayId"));
}
