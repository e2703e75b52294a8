namespace ReplayGraph.Lookups;

/// <summary>Moves the smallest items to the front, in order, without sorting the others.</summary>
internal static class Select
{
    /// <summary>
    /// Moves the <paramref name="count"/> smallest items to the front and sorts only those. Takes time linear in the number of items.
    /// </summary>
    internal static void First<T, TOrder>(Span<T> items, int count, TOrder order)
        where TOrder : struct, IComparer<T>
    {
        int low = 0, high = items.Length - 1;
        while (low < high && count < items.Length)
        {
            int pivot = Partition(items, low, high, order);
            if (pivot == count)
            {
                break;
            }

            (low, high) = pivot < count ? (pivot + 1, high) : (low, pivot - 1);
        }

        items[..count].Sort(order);
    }

    // The pivot is the median of three, so sorted and reversed input is not the worst case.
    private static int Partition<T, TOrder>(Span<T> items, int low, int high, TOrder order)
        where TOrder : struct, IComparer<T>
    {
        int middle = (low + high) >>> 1;
        Order(items, low, middle, order);
        Order(items, low, high, order);
        Order(items, middle, high, order);
        (items[middle], items[high]) = (items[high], items[middle]);
        T pivot = items[high];
        int at = low;
        for (int i = low; i < high; i++)
        {
            if (order.Compare(items[i], pivot) < 0)
            {
                (items[i], items[at]) = (items[at], items[i]);
                at++;
            }
        }

        (items[at], items[high]) = (items[high], items[at]);
        return at;
    }

    private static void Order<T, TOrder>(Span<T> items, int a, int b, TOrder order)
        where TOrder : struct, IComparer<T>
    {
        if (order.Compare(items[b], items[a]) < 0)
        {
            (items[a], items[b]) = (items[b], items[a]);
        }
    }
}
