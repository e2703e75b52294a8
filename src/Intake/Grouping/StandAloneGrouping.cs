using System.Text.Json;
using ReplayGraph.Intake.Json;

namespace ReplayGraph.Intake.Grouping;

/// <summary>
/// Assigns an issue to an error, or to user feedback, that comes directly from an SDK and that no Sentry has grouped. The same error gives
/// the same issue on every machine and in every release of this version.
/// </summary>
/// <remarks>
/// <para>The primary hash is the MD5 of a text of parts; each part is a name, <c>=</c>, a value, and a zero byte. The first two are
/// <c>grouping=</c> with the version and <c>project=</c> with the decimal project id. The first of these that has any parts follows:</para>
/// <list type="number">
/// <item>User feedback: <c>feedback</c>, the event's id in lower-case hex. As in Sentry, each is an issue of its own.</item>
/// <item><c>checksum</c>, which SDKs used before fingerprints.</item>
/// <item>The <c>fingerprint</c>: one <c>fingerprint</c> part for each of its values, with the parts below in place of the first
/// <c>{{ default }}</c>; other variables (<see cref="FingerprintVariable"/>) are replaced by their values.</item>
/// <item>Each exception: <c>type</c>, then a <c>frame</c> part <c>PLACE|FUNCTION</c> for each frame that the SDK marked as the
/// application's own, or for every frame if none is marked. PLACE is the module, otherwise the file name up to ? or #, otherwise, if no
/// frame has either, the binary. Line numbers never count. A sole exception without frames takes those of the failed thread or the event;
/// if it still has none, it adds its masked <c>value</c>.</item>
/// <item>The frames of the failed thread, otherwise of the event.</item>
/// <item>A security report: <c>csp</c>, the directive, and <c>blocked</c>, the host; <c>hpkp</c>, <c>expect_ct</c> or
/// <c>expect_staple</c>, the host.</item>
/// <item><c>message</c>, masked: the template, or the formatted text if the template has no words of its own.</item>
/// <item><c>transaction</c>, <c>event_type</c>, <c>culprit</c>, <c>logger</c>, <c>template</c> and <c>request</c>.</item>
/// </list>
/// <para>Masked: each value in a text becomes one #, see <see cref="Parameterization"/>. The issue's id is the lower 53 bits of the first 8
/// bytes of the hash, as a big-endian number, and 1 if they are 0: every reader of JSON keeps a number of 53 bits.</para>
/// <para>The version in the hash is the one in which the rules for these parts last changed: 1 for the frames of exceptions and for
/// fingerprints, whose variables count as their values; 2 for everything else. A new version therefore moves only errors whose rules it
/// changes to other issues. Stored facts keep the id of their issue.</para>
/// </remarks>
public static class StandAloneGrouping
{
    /// <summary>The version of the rules. A change raises it and marks the parts that it affects (<see cref="Parts.AddNew"/>).</summary>
    public const int Version = 2;

    /// <summary>The bits of an id: integers that a double represents exactly.</summary>
    private const ulong IdBits = (1UL << 53) - 1;

    /// <summary>Groups an event as SDKs send it. Members of a wrong type count as missing.</summary>
    /// <param name="sdkEvent">The event.</param>
    /// <param name="project">Its project.</param>
    /// <param name="feedback">The event's id if it is user feedback; otherwise none.</param>
    /// <exception cref="InvalidOperationException">A key in the event is invalid Unicode.</exception>
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
