namespace ReplayGraph.Api.Live;

/// <summary>The latest replays of a topic at one time, and what is new since another time.</summary>
/// <param name="items">The replays, latest first.</param>
/// <param name="total">The number of all replays; null if it is unknown.</param>
/// <param name="isComplete">Whether no replay is missing.</param>
/// <param name="json">Writes the replay at an index.</param>
internal sealed class LiveState(LiveItem[] items, int? total, bool isComplete, Func<int, string> json)
{
    /// <summary>The most replays that are read.</summary>
    internal const int MaxItems = 100;

    /// <summary>The most replays that are sent at once. Beyond, the reader is asked to reload.</summary>
    internal const int MaxNew = 32;

    // An id covers this many. With MaxNew new ones before them they are still among MaxItems.
    private const int Covered = 32;

    /// <summary>The number of all replays; null if it is unknown.</summary>
    internal int? Total => total;

    /// <summary>The id of events that show this state.</summary>
    internal LiveId Id { get; } = new(total ?? -1, Math.Min(Covered, items.Length), LatestOf(items, 0, Math.Min(Covered, items.Length)));

    /// <summary>The replay at an index, as the API answers it.</summary>
    internal string Json(int index) => json(index);

    /// <summary>The indexes of new and changed replays, latest first; null if they do not describe the difference.</summary>
    internal List<int>? Since(LiveState before)
    {
        Dictionary<ReplayId, ulong> known = before.ById();
        var changed = new List<int>();
        int added = 0;
        for (int i = 0; i < items.Length; i++)
        {
            bool isKnown = known.Remove(items[i].Id, out ulong hash);
            added += isKnown ? 0 : 1;
            if (!isKnown || hash != items[i].Hash)
            {
                changed.Add(i);
            }
        }

        // Added replays push as many off the end. What else is missing was removed. More than were added are added out of sight.
        bool isRemoved = known.Count > 0 && (isComplete || before.AnyBefore(added, known));
        bool isExplained = total - before.Total is not { } more || (more >= 0 && more <= added);
        return changed.Count <= MaxNew && !isRemoved && isExplained ? changed : null;
    }

    /// <summary>As <see cref="Since(LiveState)"/>, from an id that any process has sent. It describes only replays that are the latest.</summary>
    internal List<int>? Since(LiveId before)
    {
        for (int added = 0; added <= Math.Min(MaxNew, items.Length - before.Count); added++)
        {
            bool isTotal = total is null ? before.Total < 0 : total - before.Total == added;
            bool isEnd = before.Count == Covered || (isComplete && added + before.Count == items.Length);
            if (isTotal && isEnd && LatestOf(items, added, before.Count) == before.Latest)
            {
                return [.. Enumerable.Range(0, added)];
            }
        }

        return null;
    }

    private static ulong LatestOf(LiveItem[] items, int from, int count)
    {
        var latest = default(ChangeHash);
        foreach (LiveItem item in items.AsSpan(from, count))
        {
            latest.Add(item.Hash);
        }

        return latest.Value;
    }

    private Dictionary<ReplayId, ulong> ById() => items.ToDictionary(item => item.Id, item => item.Hash);

    private bool AnyBefore(int fromEnd, Dictionary<ReplayId, ulong> ids)
    {
        foreach (LiveItem item in items.AsSpan(0, Math.Max(0, items.Length - fromEnd)))
        {
            if (ids.ContainsKey(item.Id))
            {
                return true;
            }
        }

        return false;
    }
}
