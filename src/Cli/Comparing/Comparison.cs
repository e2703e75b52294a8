using ReplayGraph.Cli.Lookups;

namespace ReplayGraph.Cli.Comparing;

/// <summary>An answer that differs from the expected one.</summary>
/// <param name="Key">The key that was looked up.</param>
/// <param name="Missing">The first expected replays that are missing.</param>
/// <param name="MissingCount">The number of missing replays.</param>
/// <param name="Surplus">The first replays that were not expected.</param>
/// <param name="SurplusCount">The number of replays that were not expected.</param>
internal sealed record Difference(
    NodeKey Key, IReadOnlyList<ReplayId> Missing, int MissingCount, IReadOnlyList<ReplayId> Surplus, int SurplusCount);

/// <summary>Looks up every key of an answers file and compares the answers. Safe for concurrent use.</summary>
internal sealed class Comparison(ILinkSource source)
{
    /// <summary>The maximum number of differences to keep.</summary>
    internal const int Kept = 10;

    private const int AtATime = 16;
    private const int Named = 3;

    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, Difference> _first = [];
    private readonly Dictionary<NodeKind, (long Exact, long All)> _counts = [];

    /// <summary>The first differences, in the order of the file.</summary>
    internal IReadOnlyList<Difference> First => [.. _first.Values];

    /// <summary>The number of exact answers and of all answers, by kind.</summary>
    internal IReadOnlyDictionary<NodeKind, (long Exact, long All)> Counts => _counts;

    /// <summary>The number of answers compared so far.</summary>
    internal long Count
    {
        get
        {
            lock (_gate)
            {
                return _counts.Values.Sum(one => one.All);
            }
        }
    }

    internal Task RunAsync(IEnumerable<ExpectedAnswer> answers, CancellationToken cancel) => Parallel.ForEachAsync(
        answers.Index(),
        new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = cancel },
        async (answer, stop) => Note(answer.Index, answer.Item.Key, await CompareAsync(answer.Item, stop)));

    private async ValueTask<Difference?> CompareAsync(ExpectedAnswer expected, CancellationToken cancel)
    {
        var surplus = new List<ReplayId>();
        int found = 0;
        int total;
        var request = new LinkRequest { Keys = [expected.Key] };
        var missing = new HashSet<ReplayId>(expected.Replays);
        while (true)
        {
            LookupResult page = await source.LookupAsync(request, cancel);
            found += page.Links.Count;
            total = page.Total;
            // The second occurrence of a replay counts as surplus.
            surplus.AddRange(page.Links.Select(link => link.ReplayId).Where(id => !missing.Remove(id)));
            if (page.Next is null)
            {
                break;
            }

            request = request with { Cursor = page.Next };
        }

        return missing.Count == 0 && surplus.Count == 0 && total == found
            ? null
            : new(expected.Key, [.. missing.Take(Named)], missing.Count, [.. surplus.Take(Named)], surplus.Count);
    }

    private void Note(int index, NodeKey key, Difference? difference)
    {
        lock (_gate)
        {
            (long exact, long all) = _counts.GetValueOrDefault(key.Kind);
            _counts[key.Kind] = (exact + (difference is null ? 1 : 0), all + 1);
            if (difference is not null)
            {
                _first[index] = difference;
                if (_first.Count > Kept)
                {
                    _first.Remove(_first.Keys.Last());
                }
            }
        }
    }
}
