using ReplayGraph.Cli.Lookups;

namespace ReplayGraph.Cli.Comparing;

/// <summary>An answer that is not what it must be.</summary>
/// <param name="Key">What was looked up.</param>
/// <param name="Missing">Replays that must be answered, and were not; the first of them.</param>
/// <param name="MissingCount">How many of them.</param>
/// <param name="Surplus">Replays that were answered, and must not be; the first of them.</param>
/// <param name="SurplusCount">How many of them.</param>
internal sealed record Difference(
    NodeKey Key, IReadOnlyList<ReplayId> Missing, int MissingCount, IReadOnlyList<ReplayId> Surplus, int SurplusCount);

/// <summary>Looks every key of an answers file up, and compares. Safe for concurrent use.</summary>
internal sealed class Comparison(ILinkSource source)
{
    /// <summary>How many differences are kept.</summary>
    internal const int Kept = 10;

    private const int AtATime = 16;
    private const int Named = 3;

    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, Difference> _first = [];
    private readonly Dictionary<NodeKind, (long Exact, long All)> _counts = [];

    /// <summary>The first differences, in the order of the file.</summary>
    internal IReadOnlyList<Difference> First => [.. _first.Values];

    /// <summary>How many answers of each kind are exact, and how many there are.</summary>
    internal IReadOnlyDictionary<NodeKind, (long Exact, long All)> Counts => _counts;

    /// <summary>How many answers were compared by now.</summary>
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

    /// <summary>Compares all of them.</summary>
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
            // A replay that is answered twice is a surplus the second time.
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
