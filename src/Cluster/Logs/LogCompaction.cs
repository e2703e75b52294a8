using ReplayGraph.Cluster.Store;

namespace ReplayGraph.Cluster.Logs;

/// <summary>
/// Decides when the latest entries of a log are merged into one, so that a node with many small changes loads as fast as one with a single
/// change. Small entries are always merged; a large one only together with as many bytes after it. So each byte is rewritten a number of
/// times logarithmic in the size of the log, and a loaded log has few entries more than <see cref="NodeContext.CompactAt"/>.
/// </summary>
internal static class LogCompaction
{
    /// <summary>
    /// A node that stays in memory compacts its log after this many writes for each entry that <see cref="NodeContext.CompactAt"/> counts.
    /// </summary>
    internal const int WritesPerEntry = 4;

    /// <summary>Entries below this size are always merged.</summary>
    internal const int SmallBytes = 64 << 10;

    // A write must not delay the others of its commit for long.
    private const int MaxBytes = 16 << 20;

    /// <summary>The index of the first entry to merge with all later ones; null: the log is short enough.</summary>
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
