using ReplayGraph.Facts;

namespace ReplayGraph.Conformance.Generation;

/// <summary>Draws facts, one at a time.</summary>
/// <param name="random">The source of the draws.</param>
/// <param name="isPlain">
/// Whether each event has one project and one issue, and comes from SDKs that report only a platform.
/// </param>
/// <param name="replays">The number of replays.</param>
/// <param name="events">The number of events.</param>
internal sealed class FactDraw(Random random, bool isPlain, int replays = FactDraw.Replays, int events = FactDraw.Events)
{
    internal const int Projects = 3, Traces = 3, Events = 6, Replays = 4;

    // Issues sort differently as numbers and as text, and names differently in UTF-8 and in UTF-16.
    internal static readonly int[] Issues = [2, 10, 3, 1_000_000_000];
    internal static readonly string[] Names = ["/a", "/\uFF5A", "/\U0001F600"];
    internal static readonly string?[] Environments = ["production", "staging", null];
    internal static readonly string[] Urls = ["https://shop/cart", "https://shop/pay?step=2", "https://shop/"];
    // The last three are equal up to a byte, and differ in their order in UTF-8 and in UTF-16.
    internal static readonly string?[] Titles = [null, "A", "B: \0<b>", "B: \uFF5A", "B: \U0001F600"];
    internal static readonly string[] Users = ["7", "ada", "ada@example.com", "10.0.0.7"];

    private static readonly (string? Platform, string? Sdk)[] _plainSenders = [("javascript", null), ("python", null)];

    private static readonly (string? Platform, string? Sdk)[] _senders =
    [
        .. _plainSenders, (null, "sentry.javascript.browser"), ("java", "sentry.java.android"),
        ("javascript", "sentry.javascript.cloudflare"), (null, "sentry.javascript.node"),
    ];

    private static readonly int[] _recent = [-6, -5, -4, -3, -2, -1, 0];
    private static readonly int[] _old =
        [-World.Day, -30 * World.Day, -40 * World.Day, -90 * World.Day, (-90 * World.Day) + 1, -100 * World.Day];
    private static readonly int[] _retentions = [0, 0, 0, 1, 30, 365];

    /// <summary>Draws mostly events and segments.</summary>
    internal IFact NextLinked() => random.Next(10) switch
    {
        < 3 => Event(),
        < 9 => Segment(),
        _ => Next(),
    };

    /// <summary>Draws mostly events and event links.</summary>
    internal IFact NextListed() => random.Next(10) switch
    {
        < 4 => Event(),
        < 8 => Make.Link(One(replays), One(events), One(Projects), Pick(_recent)),
        _ => Next(),
    };

    internal IFact Next() => random.Next(100) switch
    {
        < 42 => Event(),
        < 67 => Segment(),
        < 70 => Make.Archive(One(replays), Pick(_recent), One(Projects)),
        < 78 => Make.Link(One(replays), One(events), One(Projects), Pick(_recent)),
        < 84 => Make.Merge([.. Some(Issues)], Pick(Issues), Pick(_recent), One(Projects)),
        < 89 => Make.Unmerge(Pick(Issues), Pick(Issues), [1, One(3)], Pick(_recent), One(Projects)),
        < 91 => Make.DeleteIssues([Pick(Issues)], Pick(_recent), One(Projects)),
        < 94 => Make.DeleteEvents([One(events), One(events)], Pick(_recent), random.Next(3), One(Projects)),
        < 98 => Make.Move([One(events), One(events)], Pick(Issues), Pick(_recent), One(Projects)),
        _ => Make.DeleteReplay(One(replays), random.Next(Projects + 1), Pick(_recent)),
    };

    private EventFact Event()
    {
        int id = One(events);
        int project = isPlain || random.Next(4) > 0 ? (id % Projects) + 1 : One(Projects);
        bool isTransaction = isPlain ? id % 3 == 0 : random.Next(3) == 0;
        int issue = isTransaction ? 0 : isPlain || random.Next(3) > 0 ? Issues[id % Issues.Length] : Pick([0, .. Issues]);
        int at = Time();
        EventFact fact = Make.Error(
            id,
            issue,
            trace: random.Next(Traces + 1),
            replay: random.Next(3) == 0 ? One(replays) : 0,
            at,
            received: Pick<int?>([null, null, at - 1, at + 1, at + 2]),
            project,
            hash: random.Next(4),
            days: Pick(_retentions),
            environment: Pick(Environments),
            platform: Sender(out string? sdk),
            transaction: isTransaction || random.Next(2) == 0 ? Pick(Names) : null) with
        {
            Kind = isTransaction ? FactKind.Transaction : FactKind.Error,
            Level = (Level)random.Next(7),
            Release = Pick(["1.0", "2.0", null]),
            Sdk = sdk,
            SpanId = (ulong)random.Next(3),
            DurationMs = isTransaction ? (uint)random.Next(1000) : 0,
        };

        // From what is drawn already, so that a seed draws the same facts as ever.
        return issue == 0 ? fact : fact with { Title = Titles[((int)fact.Level + (int)fact.SpanId + id) % Titles.Length] };
    }

    private SegmentFact Segment()
    {
        int at = Time();
        return Make.Segment(
            One(replays),
            random.Next(-2, 3) switch { < 0 => 0, 2 => SegmentFact.NoSegment, int number => number },
            traces: [.. Some([1, 2, 3]).Where(_ => random.Next(3) > 0)],
            errors: [.. Some([.. Enumerable.Range(1, events)]).Where(_ => random.Next(3) == 0)],
            at,
            start: random.Next(2) == 0 ? null : at - random.Next(3),
            project: One(Projects),
            days: Pick(_retentions),
            urls: [.. Some(Urls).Where(_ => random.Next(2) == 0)]) with
        {
            Environment = Pick(Environments),
            Release = Pick(["1.0", null]),
            Platform = Pick(["javascript", null]),
            ReplayType = (ReplayType)random.Next(3),
            UserId = Pick([Users[0], null]),
            UserName = Pick([Users[1], null]),
            UserEmail = Pick([Users[2], null]),
            UserIp = Pick([Users[3], null]),
        };
    }

    private string? Sender(out string? sdk)
    {
        (string? platform, sdk) = Pick(isPlain ? _plainSenders : _senders);
        return platform;
    }

    private int Time() => random.Next(5) > 0 ? Pick(_recent) : Pick(_old);

    private int One(int count) => random.Next(count) + 1;

    private T Pick<T>(T[] of) => of[random.Next(of.Length)];

    private IEnumerable<T> Some<T>(T[] of)
    {
        T[] copy = [.. of];
        random.Shuffle(copy);
        return copy.Take(random.Next(1, Math.Min(3, copy.Length) + 1));
    }
}
