using System.Text.Json;
using ReplayGraph.Intake.Json;

namespace ReplayGraph.Intake.Grouping;

/// <summary>The stack traces of exceptions, of the thread that failed, and of an event itself.</summary>
internal static class StackTraces
{
    /// <summary>
    /// Adds the exceptions. A sole one without frames has those of the event: old SDKs and native ones send it so. The parts are those of an
    /// exception with frames, so that the error is one in both forms.
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

    /// <summary>Adds the frames that belong to no exception. Version 1 passed them over.</summary>
    internal static bool AddEventFrames(Parts parts, JsonElement sdkEvent) => Frames.Add(parts, EventFrames(sdkEvent), isNew: true);

    /// <summary>The frame that stands for the event: the innermost one of the application's own, or else of all.</summary>
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

    // The one that crashed, or else the current one, or else the first: of those that have a stack trace.
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
