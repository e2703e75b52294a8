using ReplayGraph.Conformance.Generation;
using ReplayGraph.Facts;

namespace ReplayGraph.Embedded.Tests.Retention;

/// <summary>
/// Facts like those of a shop: 7 of 10 events are errors of few issues, traces have a few events, and every 20 events have a replay.
/// </summary>
internal static class RetentionWorkload
{
    private static readonly string[] _names = [.. Enumerable.Range(0, 50).Select(n => $"/api/{n}/items")];

    /// <summary>A batch with its own ids, all at one time.</summary>
    internal static FactBatch Of(int number, int events, Timestamp at, int days = 0)
    {
        var random = new Random(number);
        var batch = new FactBatch();
        for (int i = 0; i < events; i++)
        {
            int id = 1_000_000 + (number * events) + i;
            bool isError = random.Next(10) < 7;
            batch.Add(new EventFact
            {
                Kind = isError ? FactKind.Error : FactKind.Transaction,
                EventId = World.Event(id),
                ProjectId = new(random.Next(5) + 1),
                RetentionDays = (ushort)days,
                Timestamp = new(at.Milliseconds - random.Next(60_000)),
                IssueId = isError ? new(1000 + random.Next(200)) : default,
                TraceId = World.Trace(1_000_000 + (id / 3)),
                ReplayId = random.Next(4) == 0 ? World.Replay(1_000_000 + (id / 20)) : default,
                Transaction = (Text)_names[random.Next(_names.Length)],
                Platform = (Text)"python",
                Environment = (Text)"production",
                Release = (Text)"1.0",
                Level = Level.Error,
                PrimaryHash = isError ? World.Hash(random.Next(200) + 1) : default,
                DurationMs = isError ? 0 : (uint)random.Next(3000),
            });
            if (i % 20 == 0)
            {
                batch.Add(new SegmentFact
                {
                    ReplayId = World.Replay(1_000_000 + (id / 20)),
                    ProjectId = new(1),
                    SegmentId = 0,
                    RetentionDays = (ushort)days,
                    Timestamp = at,
                    TraceIds = [.. Enumerable.Range(0, 7).Select(n => World.Trace(1_000_000 + (id / 3) + n))],
                    ErrorIds = [World.Event(id)],
                    Urls = [(Text)$"https://shop/orders/{id}"],
                });
            }
        }

        return batch;
    }

    /// <summary>Enough unrelated events to fill a chunk of rows; they expire a minute after <paramref name="now"/>.</summary>
    internal static FactBatch Filler(int first, int now = 0)
    {
        var batch = new FactBatch();
        for (int i = 0; i < 4500; i++)
        {
            batch.Add(Make.Error(first + i, issue: 4000 + (i % 7), project: 9, at: now + 1 - World.Day, days: 1, hash: 1));
        }

        return batch;
    }
}
