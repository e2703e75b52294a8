using ReplayGraph.Conformance.Generation;
using ReplayGraph.Facts;

namespace ReplayGraph.Browser.Tests.Programs;

/// <summary>The facts of a small shop: ids are those of the <see cref="World"/>, times end shortly before the given one.</summary>
internal static class Shop
{
    /// <summary>Projects: the pages, the payments, and one that <see cref="Tokens.Limited"/> may not see.</summary>
    internal const int Front = 1, Back = 2, Hidden = 3;

    /// <summary>Issues: cards that are declined (<see cref="Sessions"/> replays show it), a broken button, one whose trace is shared.</summary>
    internal const int Declined = 17, Button = 18, Cached = 19;

    /// <summary>An id that an event, a trace and a replay have.</summary>
    internal const int Ambiguous = 950;

    internal const int Sessions = 60, SharedTraceReplays = 3;

    /// <summary>A replay that can be watched, and one of each other fate.</summary>
    internal const int Live = 4, Pending = 101, Partial = 102, Archived = 103, Deleted = 104;

    internal const string Checkout = "POST /api/checkout";

    /// <summary>In every text of what a token may not see.</summary>
    internal const string Secret = "warehouse";

    private const string Release = "shop@2.14.0";

    private static readonly string[] _people = ["ada", "grace", "edsger", "barbara", "alan", "radia", "tony", "frances"];

    /// <summary>The minute in which a session began.</summary>
    private static int Start(int session) => -12 - (session * 19);

    /// <summary>Adds all of them.</summary>
    internal static void Write(FactBody to, Timestamp now)
    {
        for (int session = 1; session <= Sessions; session++)
        {
            Visit(to, now, session);
        }

        Fates(to, now);
        SharedTrace(to, now);
        to.Add(Error(now, Ambiguous, Button, -30) with { TraceId = new(World.Event(Ambiguous).Value), ReplayId = new(World.Event(Ambiguous).Value) });
        HiddenProject(to, now);
    }

    /// <summary>An error of the front end.</summary>
    internal static EventFact Error(Timestamp now, int id, int issue, double minute, int project = Front) => new()
    {
        Kind = FactKind.Error,
        EventId = World.Event(id),
        ProjectId = World.Project(project),
        IssueId = World.Issue(issue),
        Timestamp = At(now, minute),
        Level = Level.Error,
        Title = issue == 0 ? default : $"{TitleOf(issue)}{(project == Hidden ? $" in the {Secret}" : "")}",
        Platform = project == Back ? "python" : "javascript",
        Environment = "production",
        Release = Release,
    };

    private static string TitleOf(int issue) => issue switch
    {
        Declined => "PaymentDeclined: the card was declined",
        Button => "TypeError: Cannot read properties of undefined (reading 'total')",
        _ => "CacheError: a page of another visitor",
    };

    /// <summary>A segment of a replay.</summary>
    internal static SegmentFact Segment(Timestamp now, int replay, int segment, double minute, int project = Front) => new()
    {
        ReplayId = World.Replay(replay),
        ProjectId = World.Project(project),
        SegmentId = segment,
        ReplayType = ReplayType.Session,
        Timestamp = At(now, minute),
        Platform = "javascript",
        Environment = "production",
        Release = Release,
    };

    // Somebody pays, and the card is declined. How the error of the back end is linked with the replay differs.
    private static void Visit(FactBody to, Timestamp now, int session)
    {
        int begin = Start(session), error = 1000 + session;
        double end = begin + 1 + (session % 7);
        bool isTraced = session % 6 != 1, isTagged = session % 4 == 0, isListed = session % 5 == 0;
        string name = _people[session % _people.Length];
        to.Add(Segment(now, session, 0, begin) with
        {
            ReplayStart = At(now, begin),
            Urls = ["https://shop.example.com/", $"https://shop.example.com/products/{100 + session}"],
            UserEmail = $"{name}@example.com",
            UserName = name,
            UserId = $"{session}",
        });
        to.Add(Segment(now, session, 1, end) with
        {
            ReplayStart = At(now, begin),
            Urls = ["https://shop.example.com/basket", "https://shop.example.com/checkout"],
            TraceIds = isTraced ? [World.Trace(session)] : null,
            ErrorIds = isListed ? [World.Event(error)] : null,
        });
        to.Add(Error(now, error, Declined, end - 0.3, Back) with
        {
            TraceId = World.Trace(session),
            ReplayId = isTagged ? World.Replay(session) : default,
            Transaction = Checkout,
        });
        to.Add(Error(now, 2000 + session, 0, end - 0.28, Back) with
        {
            Kind = FactKind.Transaction,
            Level = Level.None,
            TraceId = World.Trace(session),
            Transaction = Checkout,
            DurationMs = (uint)(180 + (session * 37 % 900)),
        });
        to.Add(Error(now, 3000 + session, Button, end - 0.25) with
        {
            TraceId = World.Trace(session),
            ReplayId = World.Replay(session),
            Transaction = "/checkout",
        });
    }

    private static void Fates(FactBody to, Timestamp now)
    {
        foreach (int replay in new[] { Pending, Partial, Archived, Deleted })
        {
            to.Add(Error(now, replay, Button, -90) with { ReplayId = World.Replay(replay) });
        }

        to.Add(Segment(now, Partial, 1, -90));
        to.Add(Segment(now, Archived, 0, -90));
        to.Add(Segment(now, Archived, SegmentFact.NoSegment, -20) with { IsArchived = true });
        to.Add(Segment(now, Deleted, 0, -90));
        to.Add(new ReplayDeleteFact(World.Replay(Deleted), default, At(now, -15)));

        // Stale: long after the replay that it names.
        to.Add(Error(now, 105, Button, -2) with { ReplayId = World.Replay(Sessions) });
    }

    private static void SharedTrace(FactBody to, Timestamp now)
    {
        to.Add(Error(now, 200, Cached, -50) with { TraceId = World.Trace(200) });
        for (int replay = 201; replay <= 202 + SharedTraceReplays; replay++)
        {
            to.Add(Segment(now, replay, 0, -50) with { TraceIds = [World.Trace(200)] });
        }
    }

    // Beside what others see: in a trace and a replay of theirs, and under the same issue and transaction name.
    private static void HiddenProject(FactBody to, Timestamp now)
    {
        to.Add(Segment(now, 301, 0, Start(Live), Hidden) with
        {
            TraceIds = [World.Trace(Live)],
            UserEmail = $"{Secret}@example.com",
            Urls = [$"https://shop.example.com/{Secret}"],
            Environment = Secret,
            Release = Secret,
        });
        EventFact seen = Error(now, 301, Declined, Start(Live) + 1, Hidden) with
        {
            TraceId = World.Trace(Live),
            ReplayId = World.Replay(Live),
            Transaction = Checkout,
            Environment = Secret,
            Release = Secret,
        };
        to.Add(seen);
        to.Add(seen with { EventId = World.Event(302), ReplayId = World.Replay(301), Transaction = $"GET /{Secret}" });
    }

    private static Timestamp At(Timestamp now, double minute) => new(now.Milliseconds + (long)(minute * 60_000));
}
