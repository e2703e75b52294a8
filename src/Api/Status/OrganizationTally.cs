using ReplayGraph.Intake.Lines;

namespace ReplayGraph.Api.Status;

/// <summary>
/// Counts the facts of an organization, and keeps the last refusals. Facts of the last minute are counted by the second in which they
/// arrived, so their rate needs no sampling.
/// </summary>
internal sealed class OrganizationTally(TimeProvider time)
{
    /// <summary>The most refusals that are kept.</summary>
    internal const int Kept = 50;

    private const int Seconds = 60, MaxText = 300;

    private readonly Lock _lock = new();
    private readonly Queue<RecentRefusal> _refusals = new();
    private readonly Bucket[] _buckets = new Bucket[Seconds];
    private IngestResult _total;
    private long _refused;

    /// <summary>Counts the outcome of a request.</summary>
    /// <param name="path">The path to which it was sent.</param>
    /// <param name="result">What was ingested.</param>
    /// <param name="refusals">What was refused.</param>
    internal void Count(string path, IngestResult result, Refusals refusals)
    {
        DateTimeOffset now = time.GetUtcNow();
        lock (_lock)
        {
            _total += result;
            _refused += refusals.Count;
            ref Bucket bucket = ref _buckets[(int)(now.ToUnixTimeSeconds() % Seconds)];
            bucket = bucket.Second == now.ToUnixTimeSeconds() ? bucket : new() { Second = now.ToUnixTimeSeconds() };
            bucket.Taken += result.Accepted + result.Duplicates + result.Journalled;
            bucket.Refused += refusals.Count;

            // The last ones push out all others.
            foreach (Refusal one in refusals.First.Skip(refusals.First.Count - Kept))
            {
                Keep(new(now, Cut(path), one.Line, Cut(one.Field), Cut(one.Error)));
            }
        }
    }

    /// <summary>Counts a request that was refused as a whole: for its lines or items, or for the reason given.</summary>
    internal void Refuse(string path, Refusals refusals, string error)
    {
        if (refusals.Count > 0)
        {
            Count(path, default, refusals);
            return;
        }

        lock (_lock)
        {
            _refused++;
            Keep(new(time.GetUtcNow(), Cut(path), 0, "", Cut(error)));
        }
    }

    /// <summary>Reads all of it at once.</summary>
    internal IngestReading Read()
    {
        long second = time.GetUtcNow().ToUnixTimeSeconds();
        lock (_lock)
        {
            Bucket[] recent = [.. _buckets.Where(bucket => bucket.Second > second - Seconds)];
            return new(
                _total,
                _refused,
                recent.Sum(bucket => bucket.Taken) / (double)Seconds,
                recent.Sum(bucket => bucket.Refused) / (double)Seconds,
                [.. _refusals.Reverse()]);
        }
    }

    private static string Cut(string text) => text.Length <= MaxText ? text : text[..MaxText] + "...";

    private void Keep(RecentRefusal refusal)
    {
        if (_refusals.Count == Kept)
        {
            _refusals.Dequeue();
        }

        _refusals.Enqueue(refusal);
    }

    private struct Bucket
    {
        internal long Second, Taken, Refused;
    }
}
