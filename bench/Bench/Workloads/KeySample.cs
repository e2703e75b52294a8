namespace ReplayGraph.Bench.Workloads;

/// <summary>
/// Samples the issues to look up: half drawn uniformly, half in proportion to the number of their replays. For the same seed, the peers'
/// own benchmark draws the same keys in the same order.
/// </summary>
internal static class KeySample
{
    internal const int Count = 2000;
    private const uint Seed = 1;

    internal static long[] Draw(IReadOnlyList<(long Id, long Replays)> issues)
    {
        uint state = Seed;
        double[] upTo = new double[issues.Count];
        double total = 0;
        for (int i = 0; i < upTo.Length; i++)
        {
            upTo[i] = total += issues[i].Replays;
        }

        long[] keys = new long[Count];
        for (int i = 0; i < Count; i++)
        {
            int at = i % 2 == 1 ? FirstAbove(upTo, Next(ref state) * total) : (int)(Next(ref state) * issues.Count);
            keys[i] = issues[at].Id;
        }

        return keys;
    }

    private static int FirstAbove(double[] upTo, double at)
    {
        int low = 0, high = upTo.Length - 1;
        while (low < high)
        {
            int middle = (low + high) >> 1;
            (low, high) = upTo[middle] > at ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    // xorshift32
    private static double Next(ref uint state)
    {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        return state / 4294967296.0;
    }
}
