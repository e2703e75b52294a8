using ReplayGraph.Cluster.Store;

namespace ReplayGraph.Cluster.Logs;

/// <summary>
/// When the latest entries of a log are merged into one, so that a node that changes little and often is loaded as fast as one that changed
/// once. Small entries are always merged; a large one only with as many bytes that came after it. So each byte is rewritten a number of
/// times that grows with the logarithm of the log, and a log that was loaded has few entries more than <see cref="NodeContext.CompactAt"/>.
/// </summary>
internal static class LogCompaction
{
    /// <summary>A node that is not loaded for long merges its entries after so many times as many writes.</summary>
    internal const int WritesPerEntry = 4;

    /// <summary>An entry of less than this is always merged.</summary>
    internal const int SmallBytes = 64 << 10;

    // One write must not hold up those that are committed with it for long.
    private const int MaxBytes = 16 << 20;

    /// <summary>The index of the first entry to merge with all that came after it; null: the log is short.</summary>
    internal static int? Start(NodeLog log, int compactAt)
    {
        int start = log.Entries.Count;
        long bytes = 0;
        while (start > 0)
        {
            int length = log.Entries[start - 1].Length;
            if (length >= Math.Max(bytes, SmallBytes) || bytes + length > MaxBytes)
            {
                break;
            }

            bytes += length;
            start--;
        }

        return log.Entries.Count - start >= compactAt ? start : null;
    }
}
