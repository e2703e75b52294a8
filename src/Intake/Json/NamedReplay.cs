using System.Text.Json;

namespace ReplayGraph.Intake.Json;

/// <summary>The replays that an event names. An invalid id, such as a scrubber's asterisks, names none.</summary>
internal static class NamedReplay
{
    /// <summary>The replay of a context: <c>replay</c>, or <c>feedback</c> for user feedback.</summary>
    internal static ReplayId InContext(JsonElement contexts, string context) => SdkValues.Replay(contexts.At(context).At("replay_id"));

    /// <summary>The replay of the tag <c>replayId</c>.</summary>
    internal static ReplayId InTags(JsonElement tags) => SdkValues.Replay(SentryTags.Find(tags, "replayId"));
}
