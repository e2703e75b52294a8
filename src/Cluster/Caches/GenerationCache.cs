using System.Collections.Concurrent;

namespace ReplayGraph.Cluster.Caches;

/// <summary>
/// The recently used values, in two generations: values that were not used while a generation filled up are dropped. Safe for concurrent
/// use.
/// </summary>
/// <param name="size">The number of keys in a generation.</param>
public sealed class GenerationCache<TKey, TValue>(int size)
    where TKey : notnull
{
    private volatile ConcurrentDictionary<TKey, TValue> _young = [];
    private volatile ConcurrentDictionary<TKey, TValue> _old = [];

    /// <summary>Finds a value, and moves it to the young generation.</summary>
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

    /// <summary>Adds or replaces a value.</summary>
    public void Keep(TKey key, TValue value)
    {
        ConcurrentDictionary<TKey, TValue> young = _young;
        bool isNew = !young.ContainsKey(key);
        young[key] = value;
        if (isNew && young.Count > size)
        {
            // If two threads do this at once, a generation is lost. That costs time, not correctness.
            _old = young;
            _young = [];
        }
    }
}
