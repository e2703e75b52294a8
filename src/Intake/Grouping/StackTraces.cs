using System.Text.Json;
using ReplayGraph.Intake.Json;

namespace ReplayGraph.Intake.Grouping;

/// <summary>The stack traces of exceptions, of the failed thread, and of the event itself.</summary>
internal static class StackTraces
{
    /// <summary>
    /// Adds the exceptions. A sole exception without frames takes those of the event, as old and native SDKs send it. Its parts are those
    /// of an exception with frames, so that both forms give one issue.
    /// </summary>
    internal static bool AddExceptions(Parts parts, JsonElement sdkEvent)
    {
        IReadOnlyList<JsonElement> exceptions = sdkEvent.Exceptions();
        int before = parts.Count;
        foreach (JsonElement exception in exceptions)
        {
            parts.Add("type", exception.At("type").Lenient());
            if (!Frames.Add(parts, FramesOf(exception)) && !(exceptions.Count == 1 && Frames.Add(parts, EventFrames(sdkEvent))))
            {
                parts.AddMasked("value", exception.At("value").LenientJson());
            }
        }

        return parts.Count > before;
    }

    /// <summary>Adds the frames that belong to no exception. Version 1 ignored them.</summary>
    internal static bool AddEventFrames(Parts parts, JsonElement sdkEvent) => Frames.Add(parts, EventFrames(sdkEvent), isNew: true);

    /// <summary>The frame that represents the event: the application's innermost frame, otherwise the innermost of all.</summary>
    internal static JsonElement CrashFrame(JsonElement sdkEvent)
    {
        JsonElement frames = sdkEvent.Exceptions() is [.., JsonElement last] ? FramesOf(last) : default;
        frames = IsFilled(frames) ? frames : EventFrames(sdkEvent);
        return IsFilled(frames)
            ? frames.EnumerateArray().Reverse().OrderByDescending(frame => frame.At("in_app").ValueKind == JsonValueKind.True).First()
            : default;
    }

    private static JsonElement EventFrames(JsonElement sdkEvent)
    {
        JsonElement frames = FramesOf(FailedThread(SdkInterfaces.Values(sdkEvent.At("threads"))));
        return IsFilled(frames) ? frames : sdkEvent.Interface("stacktrace", "Stacktrace").At("frames");
    }

    // Among threads with a stack trace: the crashed one, otherwise the current one, otherwise the first.
    private static JsonElement FailedThread(IReadOnlyList<JsonElement> threads) => threads
        .Where(thread => IsFilled(FramesOf(thread)))
        .OrderByDescending(thread => thread.At("crashed").ValueKind == JsonValueKind.True)
        .ThenByDescending(thread => thread.At("current").ValueKind == JsonValueKind.True)
        .FirstOrDefault();

    private static JsonElement FramesOf(JsonElement owner)
    {
        JsonElement frames = owner.Interface("stacktrace", "Stacktrace").At("frames");
        return IsFilled(frames) ? frames : owner.At("raw_stacktrace").At("frames");
    }

    private static bool IsFilled(JsonElement frames) => frames.ValueKind == JsonValueKind.Array && frames.GetArrayLength() > 0;
}
