using System.Text.Json;
using ReplayGraph.Facts;
using ReplayGraph.Queries;

namespace ReplayGraph.Intake.Json;

/// <summary>The replays that an event names. An invalid id, such as a scrubber's asterisks, names none.</summary>
internal static class NamedReplay
{
    /// <summary>The replay of a context: <c>replay</c>, or <c>feedback</c> for user feedback.</summary>
    internal static ReplayId InContext(JsonElement contexts, string context) => SdkValues.Replay(contexts.At(context).At("replay_id"));

    /// <summary>The replay of the tag <c>replayId</c>.</summary>
    internal static ReplayId InTags(JsonElement tags) => SdkValues.Replay(SentryTags.Find(tags, "replayId"));

    /// <summary>The replay of an event that names one in its body and one in the envelope's header.</summary>
    /// <remarks>
    /// Browsers and devices record the replay, so the body has the current one, and a header that was frozen when the trace began may have
    /// an old one. Servers know only what the request's baggage said, which the header repeats.
    /// </remarks>
    /// <param name="inHeader">The replay of the dynamic sampling context in the envelope's header; none if it has none.</param>
    /// <param name="inBody">The replay of the event's contexts, tags or attributes; none if they have none.</param>
    /// <param name="platform">The event's platform.</param>
    /// <param name="sdk">The name of the SDK that sent it.</param>
    internal static ReplayId Of(ReplayId inHeader, ReplayId inBody, Text platform, Text sdk) =>
        inBody.IsNone || (!inHeader.IsNone && inHeader != inBody && Platforms.IsBackend(platform.ToString(), sdk.ToString()))
            ? inHeader
            : inBody;
}
