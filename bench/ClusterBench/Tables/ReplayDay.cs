using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Links;
using ReplayGraph.Postgres;

namespace ReplayGraph.ClusterBench.Tables;

/// <summary>
/// The writes of a day of replays: each is written a number of times, in turn with others that began about when it did, then no more. The day
/// begins at noon, so half of the expiries are of the next.
/// </summary>
internal sealed class ReplayDay(int replays, int updates)
{
    // Two callers write at a time, each for this many replays, some of them in a batch.
    private const int Callers = 2, Active = 2_000, Batch = 500;

    private static readonly DateTimeOffset _noon = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    private readonly long[] _versions = new long[replays];

    /// <summary>Writes the day, and returns the number of writes.</summary>
    internal async Task<long> WriteAsync(PostgresStore store)
    {
        long[] written = await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(() => WriteAsync(store, caller))));
        return written.Sum();
    }

    private async Task<long> WriteAsync(PostgresStore store, int caller)
    {
        int own = replays / Callers, arriving = Math.Max(1, Active / updates), ticks = (own + arriving - 1) / arriving + updates - 1;
        long count = 0;
        var random = new Random(caller);
        for (int tick = 0; tick < ticks; tick++)
        {
            int first = Math.Max(0, (tick - updates + 1) * arriving), end = Math.Min(own, (tick + 1) * arriving);
            DateTimeOffset now = _noon.AddDays(tick / (double)ticks);
            int[] active = [.. Enumerable.Range(first, end - first).Select(at => (at * Callers) + caller)];
            random.Shuffle(active);
            foreach (int[] batch in active.Chunk(Batch))
            {
                await store.AppendAsync(Array.ConvertAll(batch, replay => Write(replay, now)));
                Array.ForEach(batch, replay => _versions[replay]++);
            }

            count += active.Length;
        }

        return count;
    }

    private NodeWrite Write(int replay, DateTimeOffset now)
    {
        var id = new ReplayId(new((ulong)(replay + 1) * 0x9E37_79B9_7F4A_7C15, (ulong)replay));
        long version = _versions[replay];
        Timestamp expires = Timestamp.From(now.AddDays(90));
        var row = ReplayRow.Of(id, version + 1, new()
        {
            Fate = Fate.Live,
            ExpiresAt = expires,
            ProjectId = new(1 + (replay % 20)),
            StartedAt = Timestamp.From(_noon.AddSeconds(replay)),
            FinishedAt = Timestamp.From(now),
            Segments = (int)version + 1,
            Environment = new("production"u8, 0),
            Release = new("shop@1.20.3"u8, 0),
            Platform = new("javascript"u8, 0),
        });
        return new(NodeId.Of(Facts.Organization, id), new(version, 1), new byte[55], expires) { Replay = row };
    }
}
