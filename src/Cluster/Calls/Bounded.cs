namespace ReplayGraph.Cluster.Calls;

/// <summary>Concurrent calls, up to a limit.</summary>
internal static class Bounded
{
    /// <summary>The maximum number of concurrent calls.</summary>
    internal const int Most = 1024;

    /// <summary>
    /// Calls each item; replies in the same order. If a call fails, waits for those in progress and starts no more. Runs on the caller's
    /// scheduler, so the results need no lock.
    /// </summary>
    internal static async ValueTask<TReply[]> CallAsync<TItem, TReply>(IReadOnlyList<TItem> items, Func<TItem, ValueTask<TReply>> call)
    {
        var replies = new TReply[items.Count];
        for (int from = 0; from < items.Count; from += Most)
        {
            int count = Math.Min(Most, items.Count - from);
            var calls = new Task[count];
            for (int i = 0; i < count; i++)
            {
                calls[i] = CallAsync(call, items[from + i], replies, from + i);
            }

            await Task.WhenAll(calls);
        }

        return replies;
    }

    private static async Task CallAsync<TItem, TReply>(Func<TItem, ValueTask<TReply>> call, TItem item, TReply[] replies, int at) =>
        replies[at] = await call(item);
}
