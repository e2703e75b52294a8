using System.Security.Cryptography;
using System.Text;
using ReplayGraph.Bench.Results;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Postgres;
using ReplayGraph.PostgresServer;

namespace ReplayGraph.ClusterBench.Tables;

/// <summary>Calls the store on many rows, and prints how PostgreSQL executed each statement. See docs/STATEMENTS.md.</summary>
internal sealed class StatementsPart : IPart
{
    private const int Many = 1_000;

    private static readonly OrganizationId _organization = Facts.Organization;
    private static readonly Timestamp _now = Timestamp.From(DateTimeOffset.UtcNow), _expiry = _now.Plus(TimeSpan.FromDays(90));

    public string Name => "statements";

    public async Task RunAsync(BenchSize size, ResultTable table)
    {
        await using Server server = await Server.StartAsync(isDurable: true);
        string database = await server.CreateDatabaseAsync();
        await using var store = new PostgresStore(new() { ConnectionString = Plans.Explained(database) });
        await store.MigrateAsync();
        if (size.Rows > 0)
        {
            await Filling.FillAsync(database, size.Rows);
            table.Report("filled");
        }

        var plans = new Plans(database);
        foreach ((string call, Func<int, Task> run) in Calls(store, size.Rows))
        {
            // The second call has other keys, and finds the upper pages of the indexes in memory.
            await run(0);
            string printed = await plans.OfAsync(() => run(1));
            Console.WriteLine($"## {call}\n\n{printed}");
        }
    }

    private static IEnumerable<(string, Func<int, Task>)> Calls(PostgresStore store, long rows)
    {
        long entries = rows / 2 / Filling.Periods, replays = Math.Max(1, rows / 4), events = Math.Max(1, rows / 4 / Filling.Periods);
        long traces = Math.Max(1, entries * 85 / 500), issues = Math.Max(1, entries * 7 / 10_000);
        int period = rows > 0 ? Filling.Periods : 1;
        NodeId[] Traces(int count, int part) =>
            [.. Numbers(count, part, traces).Select(n => NodeId.Of(_organization, new TraceId(Key($"t{period}/", n))))];
        EventId[] Events(int count, int part) => [.. Numbers(count, part, events).Select(n => new EventId(Key($"e{period}/", n)))];
        ReplayId[] Replays(int count, int part) => [.. Numbers(count, part, replays).Select(n => new ReplayId(Key("r", n)))];
        // Those whose logs the last period has.
        long logs = Math.Max(1, entries * 8 / 2_000), firstLog = (period - 1) * logs / 10 * 10;
        ReplayId[] Logs(int count, int part) => [.. Numbers(count, part, logs).Select(n => new ReplayId(Key("r", firstLog + n)))];
        IssueId[] Issues(int count, int part) => [.. Numbers(count, part, issues).Select(n => new IssueId(n))];

        yield return ("append, 20 writes of replays, which are inserted", part => AppendAsync(store, Logs(20, part), replaces: false));
        yield return ("append, 1,000 writes of replays, which are copied", part => AppendAsync(store, Logs(Many, part + 2), replaces: false));
        yield return ("append, 20 writes that replace entries", part => AppendAsync(store, Logs(20, part), replaces: true));
        yield return ("load of 1,000 traces", part => store.LoadAsync(Traces(Many, part)).AsTask());
        yield return ("load of an issue", part => store.LoadAsync([NodeId.Of(_organization, Issues(1, part)[0])]).AsTask());
        yield return ("load of an organization", _ => store.LoadAsync([NodeId.Of(_organization)]).AsTask());
        yield return ("versions of 1,000 traces", part => store.VersionsAsync(Traces(Many, part)).AsTask());
        yield return ("places of 1,000 events", part => store.PlacesAsync(_organization, Events(Many, part)).AsTask());
        yield return ("scattered of 5,000 events", part => store.ScatteredAsync(_organization, Events(5 * Many, part)).AsTask());
        yield return ("rows of 1,000 replays", part => store.ReplaysAsync(_organization, Replays(Many, part)).AsTask());
        yield return ("rows of 10,001 replays", part => store.ReplaysAsync(_organization, Replays(10_001, part)).AsTask());
        yield return ("latest replays", _ => store.LatestReplaysAsync(_organization, new() { Limit = 50 }, _now).AsTask());
        yield return ("latest replays of a project", _ => LatestAsync(store, project: 7));
        yield return ("latest replays of a project that has none", _ => LatestAsync(store, project: 1_000));
        yield return ("a page of 1,000 issues", _ => store.NodesAsync(_organization, NodeType.Issue, null, Many).AsTask());
        yield return ("record titles of 100 issues", part => store.RecordTitlesAsync(_organization, Titles(Issues(100, part))).AsTask());
        yield return ("titles of 100 issues", part => store.TitlesAsync(_organization, Issues(100, part)).AsTask());
        yield return ("sweep of expired rows", _ => store.SweepAsync(_now.Plus(TimeSpan.FromDays(3))).AsTask());
        yield return ("sweep without expired rows", _ => store.SweepAsync(_now).AsTask());
    }

    private static async Task AppendAsync(PostgresStore store, ReplayId[] replays, bool replaces)
    {
        NodeId[] nodes = Array.ConvertAll(replays, id => NodeId.Of(_organization, id));
        IReadOnlyList<NodeVersion> read = await store.VersionsAsync(nodes);
        await store.AppendAsync([.. nodes.Select((node, i) => new NodeWrite(node, read[i], new byte[55], _expiry)
        {
            ReplacesAfter = replaces ? 0 : null,
            Events = [new(node.Replay.Value ^ (UInt128)read[i].Number)],
            Replay = ReplayRow.Of(node.Replay, read[i].Number + 1, new() { ExpiresAt = _expiry, StartedAt = _now, ProjectId = new(7) }),
        })]);
    }

    private static Task LatestAsync(PostgresStore store, long project) =>
        store.LatestReplaysAsync(_organization, new() { Projects = new HashSet<ProjectId> { new(project) } }, _now).AsTask();

    private static TitleWrite[] Titles(IssueId[] issues) =>
        Array.ConvertAll(issues, issue => new TitleWrite(new(issue, new(1), 0, _now.EndOfDay, "TypeError: cart is null"), _expiry));

    // Of organization 1, in no order of the keys.
    private static IEnumerable<long> Numbers(int count, int part, long of) =>
        Enumerable.Range(0, count).Select(i => (((part * count) + i) * 7_919L % of / 10 * 10) + 1);

    // As key_of of fill.sql.
    private static UInt128 Key(string kind, long number) =>
        System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(MD5.HashData(Encoding.UTF8.GetBytes($"{kind}{number}")));
}
