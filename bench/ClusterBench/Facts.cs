using ReplayGraph.Bench.Workloads;
using ReplayGraph.Facts;
using ReplayGraph.Intake.Lines;
using ReplayGraph.Intake.Native;

namespace ReplayGraph.ClusterBench;

/// <summary>Facts to ingest, in batches.</summary>
internal static class Facts
{
    internal const int BatchSize = 5_000;
    private const int MinuteMs = 60_000;
    internal const ulong Seed = 1;

    internal static OrganizationId Organization => OrganizationId.Default;

    /// <summary>A generated workload with that many events.</summary>
    internal static List<FactBatch> Workload(int events, int batchSize = BatchSize)
    {
        using var scratch = new Scratch(Path.GetTempPath());
        string file = scratch.Generate(events, Seed);
        return [.. FactBodies.Cut(FactBodies.Read(file), batchSize).Select(body =>
        {
            var batch = new FactBatch();
            NativeIntake.Read(body, batch, new Refusals());
            return batch;
        })];
    }

    /// <summary>Errors of one issue, each tagged with one of a number of replays.</summary>
    internal static IEnumerable<FactBatch> Errors(IssueId issue, int from, int count, int replays)
    {
        for (int at = from; at < from + count; at += BatchSize)
        {
            var batch = new FactBatch();
            for (int i = at; i < Math.Min(at + BatchSize, from + count); i++)
            {
                batch.Add(Error(issue, i, i % replays));
            }

            yield return batch;
        }
    }

    /// <summary>The first segments of an issue's replays.</summary>
    internal static IEnumerable<FactBatch> Segments(IssueId issue, int replays)
    {
        for (int at = 0; at < replays; at += BatchSize)
        {
            var batch = new FactBatch();
            for (int i = at; i < Math.Min(at + BatchSize, replays); i++)
            {
                batch.Add(new SegmentFact { ReplayId = Replay(issue, i), ProjectId = new(2), Timestamp = Now(-1), SegmentId = 0 });
            }

            yield return batch;
        }
    }

    /// <summary>The trace of shared <see cref="Visits"/>.</summary>
    internal static TraceId SharedTrace => new(Id(7, new(1), -2));

    /// <summary>Events and as many replays; every other event is tagged with its replay.</summary>
    /// <param name="events">The number of events.</param>
    /// <param name="issues">The number of their issues.</param>
    /// <param name="isShared">True: all are of one trace. False: each event and its replay have their own.</param>
    internal static IEnumerable<FactBatch> Visits(int events, int issues, bool isShared)
    {
        for (int at = 0; at < events; at += BatchSize)
        {
            var batch = new FactBatch();
            for (int i = at; i < Math.Min(at + BatchSize, events); i++)
            {
                EventFact error = Error(new(1), i, i);
                TraceId trace = isShared ? SharedTrace : error.TraceId;
                batch.Add(error with
                {
                    TraceId = trace,
                    IssueId = new(1 + (i % issues)),
                    ReplayId = i % 2 == 0 ? default : error.ReplayId,
                });
                batch.Add(new SegmentFact
                {
                    ReplayId = Replay(new(1), i),
                    ProjectId = new(2),
                    Timestamp = Now(-1),
                    SegmentId = 0,
                    TraceIds = [trace],
                });
            }

            yield return batch;
        }
    }

    /// <summary>The merge of an issue into another one.</summary>
    internal static FactBatch Merge(IssueId from, IssueId into)
    {
        var batch = new FactBatch();
        batch.Add(new IssueMergeFact(new(1), [from], into, Now(0)));
        return batch;
    }

    /// <summary>An event, by number.</summary>
    internal static EventId Event(IssueId issue, int number) => new(Id(0xE, issue, number));

    /// <summary>Ingests batches concurrently.</summary>
    internal static async Task IngestAsync(IGraph graph, IEnumerable<FactBatch> batches, int atOnce = 4) => await Parallel.ForEachAsync(
        batches, new ParallelOptions { MaxDegreeOfParallelism = atOnce },
        async (batch, cancel) => await graph.IngestAsync(Organization, batch, cancel));

    /// <summary>One error of an issue, as the bytes of a batch.</summary>
    internal static ReadOnlySpan<byte> Error(IssueId issue, int number)
    {
        var batch = new FactBatch();
        batch.Add(Error(issue, number, number));
        return batch.Bytes.Span;
    }

    /// <summary>One of an issue's replays.</summary>
    internal static ReplayId Replay(IssueId issue, int number) => new(Id(0xA, issue, number));

    private static EventFact Error(IssueId issue, int number, int replay) => new()
    {
        Kind = FactKind.Error,
        EventId = Event(issue, number),
        ProjectId = new(1),
        Timestamp = Now(-1),
        TraceId = new(Id(7, issue, number)),
        IssueId = issue,
        ReplayId = Replay(issue, replay),
        Platform = "python",
    };

    // Spread like random ids.
    private static UInt128 Id(ulong kind, IssueId issue, int number) =>
        new((ulong)(number + 1) * 0x9E37_79B9_7F4A_7C15, (kind << 60) | ((ulong)issue.Value << 32) | (uint)number);

    private static Timestamp Now(int minutes) => new(Timestamp.From(DateTimeOffset.UtcNow).Milliseconds + (minutes * MinuteMs));
}
