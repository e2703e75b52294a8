namespace ReplayGraph.Conformance.Generation;

/// <summary>The small world of the tests: numbered ids, and times in minutes from a fixed time.</summary>
public static class World
{
    /// <summary>Minutes of a day.</summary>
    public const int Day = 24 * 60;

    /// <summary>The initial time of the clock: a Friday noon.</summary>
    public static readonly Timestamp Now = Timestamp.From(new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero));

    /// <summary>The organization of all facts.</summary>
    public static readonly OrganizationId Organization = OrganizationId.Parse("acme");

    /// <summary>So many minutes after (if negative, before) <see cref="Now"/>.</summary>
    public static Timestamp At(int minutes) => new(Now.Milliseconds + (minutes * 60_000L));

    /// <summary>An event, by number; none for 0.</summary>
    public static EventId Event(int number) => new(Id(number, 0xE));

    /// <summary>A trace, by number; none for 0.</summary>
    public static TraceId Trace(int number) => new(Id(number, 0x7));

    /// <summary>A replay, by number; none for 0.</summary>
    public static ReplayId Replay(int number) => new(Id(number, 0xA));

    /// <summary>A project, by number; none for 0.</summary>
    public static ProjectId Project(int number) => new(number);

    /// <summary>An issue, by number; none for 0.</summary>
    public static IssueId Issue(int number) => new(number);

    /// <summary>A primary hash, by number; none for 0.</summary>
    public static UInt128 Hash(int number) => Id(number, 0xF);

    /// <summary>The number of an event.</summary>
    public static int Number(EventId id) => (int)(uint)id.Value;

    /// <summary>The number of a replay.</summary>
    public static int Number(ReplayId id) => (int)(uint)id.Value;

    // Spread over the whole range, so that orders by number, by byte and by sign differ.
    private static UInt128 Id(int number, ulong kind) =>
        number == 0 ? default : new UInt128((ulong)number * 0x9E37_79B9_7F4A_7C15, (kind << 60) | (uint)number);
}
