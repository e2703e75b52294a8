using ReplayGraph.Facts;

namespace ReplayGraph.KillTarget;

/// <summary>
/// Batches by number, the same for the same seed. Each event, segment and rare fact is in one batch only, so that a batch that is
/// ingested for the first time is entirely new. Traces, issues, names and replays occur in many batches.
/// </summary>
public static class DrawnBatch
{
    /// <summary>The number of facts of a batch.</summary>
    public const int Facts = 24;

    /// <summary>The number of events of a batch.</summary>
    public const int Events = 18;

    /// <summary>The number of issues of the events, which count from 1.</summary>
    public const int Issues = 12;

    /// <summary>The number of traces of the events, which count from 1.</summary>
    public const int Traces = 1500;

    /// <summary>The number of transaction names of the events.</summary>
    public static readonly string[] Names = ["/", "/cart", "/pay"];

    /// <summary>The approximate time of all facts.</summary>
    public static readonly Timestamp Time = Timestamp.From(new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero));

    /// <summary>The organization of all facts.</summary>
    public static readonly OrganizationId Organization = OrganizationId.Parse("acme");

    /// <summary>A trace, by number.</summary>
    public static TraceId Trace(int number) => new(Id(number, 7));

    /// <summary>A batch.</summary>
    public static FactBatch Of(int seed, int number)
    {
        var random = new Random(HashCode(seed, number));
        var batch = new FactBatch();
        for (int i = 0; i < Events; i++)
        {
            batch.Add(Event(random, (number * Events) + i + 1, number));
        }

        for (int i = Events; i < Facts - 2; i++)
        {
            int segment = (number * (Facts - 2 - Events)) + i - Events;
            batch.Add(new SegmentFact
            {
                ReplayId = Replay(random),
                ProjectId = new(1),
                SegmentId = segment % Limits.SegmentId,
                Timestamp = At(number),
                TraceIds = [Trace(random.Next(Traces) + 1)],
                ErrorIds = [new(Id(random.Next((number + 1) * Events) + 1, 14))],
                Urls = [(Text)$"https://shop/{random.Next(9)}"],
            });
        }

        batch.Add(new EventLinkFact(Replay(random), new(Id((number * Events) + 1, 14)), new(1), At(number), Level.Error));
        if (number % 50 == 0)
        {
            IssueId from = new(random.Next(Issues) + 1);
            batch.Add(new IssueMergeFact(new(1), [from], new(random.Next(Issues) + 1), new(Time.Milliseconds - 1000 - number)));
        }
        else
        {
            // With thousands of merges between few issues, each event would follow hundreds of them.
            batch.Add(new EventLinkFact(Replay(random), new(Id((number * Events) + 2, 14)), new(1), At(number), Level.Error));
        }

        return batch;
    }

    private static EventFact Event(Random random, int id, int batch) => new()
    {
        Kind = random.Next(4) == 0 ? FactKind.Transaction : FactKind.Error,
        EventId = new(Id(id, 14)),
        ProjectId = new(1),
        Timestamp = At(batch),
        IssueId = new(random.Next(Issues) + 1),
        TraceId = Trace(random.Next(Traces) + 1),
        ReplayId = random.Next(3) == 0 ? Replay(random) : default,
        Transaction = (Text)Names[random.Next(Names.Length)],
        Environment = (Text)"production",
        Platform = (Text)"python",
        Level = Level.Error,
    };

    private static Timestamp At(int batch) => new(Time.Milliseconds - (batch % 5000));

    private static ReplayId Replay(Random random) => new(Id(random.Next(1000) + 1, 10));

    private static UInt128 Id(int number, ulong kind) => new((ulong)number * 0x9E37_79B9_7F4A_7C15, (kind << 60) | (uint)number);

    // The framework's hash differs from run to run.
    private static int HashCode(int seed, int number) => unchecked((seed * 486_187_739) + (number * 16_777_619));
}
