using System.Text;
using System.Text.Json;
using ReplayGraph.Intake.Json;

namespace ReplayGraph.Intake.Grouping;

/// <summary>
/// Finds the issue of an error, or of user feedback, that came straight from an SDK, where no Sentry has grouped it. The same error gives
/// the same issue on every machine and in every release of this version.
/// </summary>
/// <remarks>
/// <para>The primary hash is the MD5 of a text of parts; each part is a name, <c>=</c>, a value, and a zero byte. The first two are
/// <c>grouping=1</c> (the version) and <c>project=</c> with the decimal project id. Then follow, of these, the first that has any:</para>
/// <list type="number">
/// <item>Of user feedback: <c>feedback</c>, the event's id in lower-case hex. So each is an issue of its own, as in Sentry.</item>
/// <item>If the event has a <c>fingerprint</c>: a <c>fingerprint</c> part for each of its values, with the parts below in place of
/// the first <c>{{ default }}</c>; others are passed over.</item>
/// <item>For each exception: <c>type</c>, then a <c>frame</c> part <c>PLACE|FUNCTION</c> for each frame that the SDK marked as the
/// application's own; if there is none, for each frame. PLACE is the module, or else the file name without what follows ? or #. Line
/// numbers count never. An exception without any frame adds its <c>value</c>, digits masked.</item>
/// <item><c>message</c>: the log entry's template, or else the message as text, digits masked.</item>
/// <item><c>transaction</c> and <c>event_type</c>.</item>
/// </list>
/// <para>Masked: each run of the digits 0 to 9 becomes one #, so that numbers in a message make no issues of their own. The issue's id is
/// the lower 53 bits of the first 8 bytes of the hash, as a big-endian number, and 1 if they are 0: every reader of JSON keeps a number of
/// 53 bits. Before, it was the lower 63 bits; such an id without its upper bits is the one that the same error has now.</para>
/// </remarks>
public static class StandAloneGrouping
{
    /// <summary>Which rules: part of every hash, so that a change of rules cannot mix old issues with new ones by chance.</summary>
    public const int Version = 1;

    /// <summary>The bits that an id may have: the integers that a double holds exactly.</summary>
    private const ulong IdBits = (1UL << 53) - 1;

    /// <summary>Groups an event as SDKs send it. Members of a wrong type count as missing.</summary>
    /// <param name="sdkEvent">The event.</param>
    /// <param name="project">Its project.</param>
    /// <param name="feedback">The event's id if it is user feedback.</param>
    /// <exception cref="InvalidOperationException">A key in the event is no Unicode text.</exception>
    public static StandAloneGroup Of(JsonElement sdkEvent, ProjectId project, EventId feedback = default)
    {
        var parts = new Parts();
        parts.Add("grouping", "1"u8);
        parts.Add("project", Encoding.ASCII.GetBytes(project.ToString()));
        if (!feedback.IsNone)
        {
            parts.Add("feedback", Encoding.ASCII.GetBytes(feedback.ToString()));
        }
        else if (!AddFingerprint(parts, sdkEvent))
        {
            AddDefault(parts, sdkEvent);
        }

        UInt128 hash = JsonText.Md5(parts.Bytes);
        long issue = (long)((ulong)(hash >> 64) & IdBits);
        return new(hash, new(issue == 0 ? 1 : issue));
    }

    private static bool AddFingerprint(Parts parts, JsonElement sdkEvent)
    {
        JsonElement fingerprint = sdkEvent.At("fingerprint");
        if (fingerprint.ValueKind != JsonValueKind.Array || fingerprint.GetArrayLength() == 0 || IsDefaultAlone(fingerprint))
        {
            return false;
        }

        int before = parts.Count;
        bool hasDefault = false;
        foreach (JsonElement value in fingerprint.EnumerateArray())
        {
            if (!IsDefault(value))
            {
                parts.Add("fingerprint", value);
            }
            else if (!hasDefault)
            {
                hasDefault = true;
                AddDefault(parts, sdkEvent);
            }
        }

        return parts.Count > before;
    }

    private static bool IsDefaultAlone(JsonElement fingerprint) => fingerprint.GetArrayLength() == 1 && IsDefault(fingerprint[0]);

    private static bool IsDefault(JsonElement value) =>
        MessageFields.IsString(value, out ReadOnlySpan<byte> text)
        && (text.SequenceEqual("{{ default }}"u8) || text.SequenceEqual("{{default}}"u8));

    private static void AddDefault(Parts parts, JsonElement sdkEvent)
    {
        if (!AddExceptions(parts, sdkEvent) && !AddMessage(parts, sdkEvent))
        {
            parts.Add("transaction", sdkEvent.At("transaction"));
            parts.Add("event_type", sdkEvent.At("type"));
        }
    }

    private static bool AddExceptions(Parts parts, JsonElement sdkEvent)
    {
        JsonElement exceptions = sdkEvent.At("exception");
        exceptions = exceptions.ValueKind == JsonValueKind.Object ? exceptions.At("values") : exceptions;
        if (exceptions.ValueKind != JsonValueKind.Array)
        {
            return false;
        }

        int before = parts.Count;
        foreach (JsonElement exception in exceptions.EnumerateArray())
        {
            parts.Add("type", exception.At("type"));
            JsonElement frames = exception.At("stacktrace").At("frames");
            if (!AddFrames(parts, frames, inAppOnly: true) && !AddFrames(parts, frames, inAppOnly: false))
            {
                parts.AddMasked("value", exception.At("value"));
            }
        }

        return parts.Count > before;
    }

    private static bool AddFrames(Parts parts, JsonElement frames, bool inAppOnly)
    {
        if (frames.ValueKind != JsonValueKind.Array)
        {
            return false;
        }

        int before = parts.Count;
        foreach (JsonElement frame in frames.EnumerateArray())
        {
            if (!inAppOnly || frame.At("in_app").ValueKind == JsonValueKind.True)
            {
                parts.AddFrame(frame);
            }
        }

        return parts.Count > before;
    }

    private static bool AddMessage(Parts parts, JsonElement sdkEvent)
    {
        JsonElement entry = sdkEvent.At("logentry");
        JsonElement message = sdkEvent.At("message");
        entry = entry.ValueKind != JsonValueKind.Object && message.ValueKind == JsonValueKind.Object ? message : entry;
        return parts.Add("message", entry.At("message"))
            || parts.AddMasked("message", entry.At("formatted"))
            || parts.AddMasked("message", message)
            || parts.AddMasked("message", entry);
    }
}
