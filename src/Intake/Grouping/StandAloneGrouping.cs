using System.Text.Json;
using ReplayGraph.Intake.Json;

namespace ReplayGraph.Intake.Grouping;

/// <summary>
/// Finds the issue of an error, or of user feedback, that came straight from an SDK, where no Sentry has grouped it. The same error gives
/// the same issue on every machine and in every release of this version.
/// </summary>
/// <remarks>
/// <para>The primary hash is the MD5 of a text of parts; each part is a name, <c>=</c>, a value, and a zero byte. The first two are
/// <c>grouping=</c> with the version and <c>project=</c> with the decimal project id. Then follow, of these, the first that has any:</para>
/// <list type="number">
/// <item>Of user feedback: <c>feedback</c>, the event's id in lower-case hex. So each is an issue of its own, as in Sentry.</item>
/// <item><c>checksum</c>, by which SDKs grouped before there were fingerprints.</item>
/// <item>If the event has a <c>fingerprint</c>: a <c>fingerprint</c> part for each of its values, with the parts below in place of
/// the first <c>{{ default }}</c>; other variables (<see cref="FingerprintVariable"/>) are replaced by their values.</item>
/// <item>For each exception: <c>type</c>, then a <c>frame</c> part <c>PLACE|FUNCTION</c> for each frame that the SDK marked as the
/// application's own; if there is none, for each frame. PLACE is the module, or else the file name without what follows ? or #, or else,
/// where no frame has either, the binary. Line numbers count never. A sole exception without any frame has those of the failed thread or of
/// the event; one that still has none adds its <c>value</c>, masked.</item>
/// <item>The frames of the failed thread, or else of the event.</item>
/// <item>Of a security report: <c>csp</c>, the directive, and <c>blocked</c>, the host; <c>hpkp</c>, <c>expect_ct</c> or
/// <c>expect_staple</c>, the host.</item>
/// <item><c>message</c>: the template, or else, where that has no word of its own, the formatted text, masked.</item>
/// <item><c>transaction</c>, <c>event_type</c>, <c>culprit</c>, <c>logger</c>, <c>template</c> and <c>request</c>: what is left.</item>
/// </list>
/// <para>Masked: each value in a text becomes one #, see <see cref="Parameterization"/>. The issue's id is the lower 53 bits of the first 8
/// bytes of the hash, as a big-endian number, and 1 if they are 0: every reader of JSON keeps a number of 53 bits.</para>
/// <para>The version in the hash is the one since when the rules that an error is grouped by have not changed: 1 for the frames of
/// exceptions and for fingerprints, whose variables count as the texts that they stand for; 2 for all else. So a new version moves only
/// those errors to other issues whose rules it changes. What was stored stays where it is: facts are stored with the id of their
/// issue.</para>
/// </remarks>
public static class StandAloneGrouping
{
    /// <summary>Which rules. A change of rules raises it, and marks the parts that it changes (<see cref="Parts.AddNew"/>).</summary>
    public const int Version = 2;

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
        if (!feedback.IsNone)
        {
            parts.Add("feedback", feedback.ToString());
        }
        else if (!parts.AddNew("checksum", sdkEvent.At("checksum").Lenient()) && !Fingerprint.Add(parts, sdkEvent, AddDefault))
        {
            AddDefault(parts, sdkEvent);
        }

        UInt128 hash = parts.Hash(project);
        long issue = (long)((ulong)(hash >> 64) & IdBits);
        return new(hash, new(issue == 0 ? 1 : issue));
    }

    private static void AddDefault(Parts parts, JsonElement sdkEvent)
    {
        if (!StackTraces.AddExceptions(parts, sdkEvent)
            && !StackTraces.AddEventFrames(parts, sdkEvent)
            && !SecurityReports.Add(parts, sdkEvent)
            && !LogEntries.Add(parts, sdkEvent))
        {
            AddRest(parts, sdkEvent);
        }
    }

    private static void AddRest(Parts parts, JsonElement sdkEvent)
    {
        JsonElement template = sdkEvent.Interface("template", "Template");
        JsonElement request = sdkEvent.Interface("request", "Http");
        parts.Add("transaction", sdkEvent.At("transaction").Lenient());
        parts.Add("event_type", sdkEvent.At("type").Lenient());
        parts.AddNew("culprit", sdkEvent.At("culprit").Lenient());
        parts.AddNew("logger", sdkEvent.At("logger").Lenient());
        parts.AddNew("template", template.At("filename").Lenient());
        parts.AddNew("template", template.At("context_line").Lenient());
        parts.AddNew("request", request.At("method").Lenient());
        parts.AddNew("request", request.At("url").Lenient().Split('?', '#')[0]);
    }
}
