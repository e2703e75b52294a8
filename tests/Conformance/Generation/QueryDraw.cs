using ReplayGraph.Facts;
using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Conformance.Generation;

/// <summary>Draws questions with filters.</summary>
/// <param name="random">The source of the draws.</param>
public sealed class QueryDraw(Random random)
{
    private static readonly FateSet[] _fates =
        [FateSet.Live, FateSet.Live, FateSet.Any, FateSet.Live | FateSet.Archived, FateSet.Pending | FateSet.Partial];

    /// <summary>Draws a question.</summary>
    public Question Next() => random.Next(10) switch
    {
        < 5 => Question.Lookup(Query()),
        < 8 => Question.Pages(Query(), random.Next(1, 4)),
        8 => Question.Neighbours(new(One(Question.Nodes), (NodeKind)random.Next(1, 6))
        {
            Window = Window(),
            Fates = One(_fates),
            Visible = Maybe(Projects),
        }),
        _ when random.Next(2) == 0 => Question.Coverage(Coverage()),
        _ => Question.CoverageEvents(Coverage(), (Outcome)random.Next(1, 9), random.Next(3) == 0 ? 1000 : random.Next(1, 4)),
    };

    /// <summary>Queries of coverage that what a host keeps can answer: of everything, and of windows that cut days, hours and minutes.</summary>
    public IEnumerable<CoverageQuery> KeptCoverage()
    {
        int start = random.Next(-3 * World.Day, 60), end = start + random.Next(1, 2 * World.Day);
        return
        [
            new(),
            new() { Window = new(World.At(start), World.At(end)) },
            new() { Window = Queries.Window.All with { Start = World.At(-random.Next(1, 5)) } },
            new() { Window = new(new(World.At(start).Milliseconds + random.Next(60_000)), World.At(60)) },
            new()
            {
                Window = Queries.Window.All with { End = World.At(-random.Next(1, 5)) }, Kind = FactKind.Error, Backend = random.Next(2) == 0,
                Projects = new HashSet<ProjectId> { World.Project(random.Next(1, 3)) },
            },
        ];
    }

    /// <summary>A lookup in one line.</summary>
    public static string Describe(LookupQuery query)
    {
        LinkFilter filter = query.Filter;
        string where = filter.Where is { } condition ? Describe(condition) : "-";
        string replay = filter.Replay is { } asked ? Describe(asked) : "-";
        return $"lookup {string.Join(" ", query.Keys)}, sort {query.Sort}, limit {query.Limit}, strict {query.Strict},"
            + $" by key {query.ByKey}, fates {filter.Fates}, window {Describe(filter.Window)}, projects {Describe(filter.Projects)},"
            + $" environments {Describe(filter.Environments)}, evidence {filter.Evidence}, where {where}, replay {replay},"
            + $" visible {Describe(filter.Visible)}";
    }

    /// <summary>A query of coverage in one line.</summary>
    public static string Describe(CoverageQuery query) =>
        $"window {Describe(query.Window)}, projects {Describe(query.Projects)}, kind {query.Kind}, backend {query.Backend}, issue {query.Issue},"
        + $" transaction {query.Transaction ?? "any"}, visible {Describe(query.Visible)}";

    /// <summary>A set in one line.</summary>
    public static string Describe<T>(IReadOnlySet<T>? set) => set is null ? "any" : $"[{string.Join(' ', set)}]";

    /// <summary>A window in one line.</summary>
    public static string Describe(Window window) => window.IsAll ? "all" : $"{window.Start} to {window.End}";

    private static string Describe(ReplayFilter asked) =>
        $"(duration {asked.DurationMs}, started {Describe(asked.Started)}, url {asked.Url}, user {asked.User}, environments"
        + $" {Describe(asked.Environments)}, segments {asked.Segments}, errors {asked.Errors}, projects {Describe(asked.Projects)},"
        + $" exists in {(asked.ExistsIn is { } window ? Describe(window) : "-")})";

    private static string Describe(Condition condition) => condition switch
    {
        Condition.All all => $"({string.Join(" and ", all.Of.Select(Describe))})",
        Condition.Any any => $"({string.Join(" or ", any.Of.Select(Describe))})",
        Condition.Not not => $"not {Describe(not.Of)}",
        Condition.Is one => $"{one.Field} in [{string.Join(' ', one.Values)}]",
        _ => condition.ToString(),
    };

    private LookupQuery Query() => new()
    {
        Keys = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => One(Question.Keys)).Distinct()],
        Filter = Filter(),
        Sort = random.Next(3) == 0 ? Sort.Recent : Sort.Best,
        Limit = random.Next(3) == 0 ? random.Next(1, 4) : 1000,
        ByKey = random.Next(2) == 0,
        Events = random.Next(2) == 0,
        Strict = random.Next(2) == 0,
    };

    private CoverageQuery Coverage() => new()
    {
        Window = Window(),
        Projects = Maybe(Projects),
        Kind = random.Next(4) == 0 ? One([FactKind.Error, FactKind.Transaction]) : null,
        Backend = random.Next(4) == 0 ? random.Next(2) == 0 : null,
        Issue = random.Next(3) == 0 ? World.Issue(One(FactDraw.Issues)) : default,
        Transaction = random.Next(5) == 0 ? One(FactDraw.Names) : null,
        Visible = Maybe(Projects),
    };

    private LinkFilter Filter() => new()
    {
        Fates = One(_fates),
        Window = Window(),
        Projects = Maybe(Projects),
        Environments = Maybe(Environments),
        Evidence = random.Next(3) == 0 ? (Evidence)random.Next(1, 64) : Evidence.Any,
        Where = random.Next(3) == 0 ? Where(2) : null,
        Replay = random.Next(3) == 0 ? Replay() : null,
        Visible = Maybe(Projects),
    };

    private ReplayFilter Replay() => new()
    {
        DurationMs = random.Next(3) == 0 ? new(One<long?>([null, 0, 1, 60_000, 120_000]), One<long?>([60_000, 180_000, null])) : default,
        Started = Window(),
        ExistsIn = random.Next(4) == 0 ? Window() : null,
        Projects = Maybe(Projects),
        Url = random.Next(5) == 0 ? One(["cart", "shop/*step", "nowhere", "https://shop/"]) : null,
        User = random.Next(5) == 0 ? One(FactDraw.Users) : null,
        Environments = Maybe(() => new HashSet<string> { One(["production", "staging", ""]) }),
        Segments = random.Next(4) == 0 ? new(random.Next(2), 2) : default,
        Errors = random.Next(4) == 0 ? new(random.Next(2), 3) : default,
    };

    private Condition Where(int depth) => random.Next(depth > 0 ? 6 : 3) switch
    {
        0 => new Condition.Is(EventField.Release, [One(["1.0", "2.0", ""])]),
        1 => new Condition.Is(EventField.Transaction, [One([.. FactDraw.Names, "/*", ""])]),
        2 => new Condition.Is(One([EventField.Type, EventField.Level, EventField.Issue, EventField.Project]), ["error", "2", "10", "1"]),
        3 => new Condition.All([Where(depth - 1), Where(depth - 1)]),
        4 => new Condition.Any([Where(depth - 1), Where(depth - 1)]),
        _ => new Condition.Not(Where(depth - 1)),
    };

    private Window Window()
    {
        if (random.Next(3) > 0)
        {
            return Queries.Window.All;
        }

        int start = One([-50 * World.Day, -4, -3, -2]);
        return new(World.At(start), World.At(One([-1, 0, 1])));
    }

    private IReadOnlySet<T>? Maybe<T>(Func<IReadOnlySet<T>> set) => random.Next(4) == 0 ? set() : null;

    private HashSet<ProjectId> Projects() => [World.Project(random.Next(1, 4)), World.Project(random.Next(1, 4))];

    private HashSet<string> Environments() => [One(["production", "staging", ""])];

    private T One<T>(IReadOnlyList<T> of) => of[random.Next(of.Count)];
}
