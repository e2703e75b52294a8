using System.Collections.Concurrent;

namespace ReplayGraph.Cluster.Caches;

/// <summary>
/// The values that were used of late, in two generations: what was not asked for while a generation filled is forgotten. Safe for
/// concurrent use.
/// </summary>
/// <param name="size">How many keys fill a generation.</param>
public sealed class GenerationCache<TKey, TValue>(int size)
    where TKey : notnull
{
    private volatile ConcurrentDictionary<TKey, TValue> _young = [];
    private volatile ConcurrentDictionary<TKey, TValue> _old = [];

    /// <summary>Finds a value, and keeps it for another generation.</summary>
    public bool TryFind(TKey key, out TValue? value)
    {
        if (_young.TryGetValue(key, out value))
        {
            return true;
        }

        bool isOld = _old.TryGetValue(key, out value);
        if (isOld)
        {
            Keep(key, value!);
        }

        return isOld;
    }

    /// <summary>Keeps a value in place of the one before.</summary>
    public void Keep(TKey key, TValue value)
    {
        ConcurrentDictionary<TKey, TValue> young = _young;
        bool isNew = !young.ContainsKey(key);
        young[key] = value;
        if (isNew && young.Count > size)
        {
            // Of two that do so at once one loses a generation, which costs time and no truth.
            _old = young;
            _young = [];
        }
    }
}
