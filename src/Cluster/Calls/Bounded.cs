namespace ReplayGraph.Cluster.Calls;

/// <summary>Many calls at a time, but not all: each is answered in its place.</summary>
internal static class Bounded
{
    /// <summary>The most calls of one batch that are under way.</summary>
    internal const int Most = 1024;

    /// <summary>
    /// Calls each item. Waits for all that were begun, also if one fails; begins none after that. Runs on the caller's scheduler, so that
    /// what it collects needs no lock.
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
