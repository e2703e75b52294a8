using ReplayGraph.Cluster.Batching;

namespace ReplayGraph.Cluster.Tests.Batching;

public sealed class FairQueueTests
{
    [Fact]
    public void Organizations_TakeTurns_AndKeepTheirOrder()
    {
        FairQueue<Item> queue = QueueOf(new("a", 1), new("a", 2), new("a", 3), new("b", 4), new("c", 5), new("b", 6));

        Assert.Equal([1, 4, 5, 2, 6, 3], Sizes(queue, long.MaxValue));
        Assert.Equal(0, queue.Count);
    }

    [Fact]
    public void ItemThatDoesNotFit_StaysTheNextOne()
    {
        FairQueue<Item> queue = QueueOf(new("a", 9), new("b", 1));

        Assert.Empty(Sizes(queue, 8));
        Assert.Equal([9, 1], Sizes(queue, 9));
    }

    [Fact]
    public void OrganizationThatComesBack_WaitsForItsTurn()
    {
        FairQueue<Item> queue = QueueOf(new("a", 1), new("b", 2));
        queue.Take(long.MaxValue);
        queue.Add(new("a", 3));

        Assert.Equal([2, 3], Sizes(queue, long.MaxValue));
    }

    private static FairQueue<Item> QueueOf(params Item[] items)
    {
        var queue = new FairQueue<Item>();
        Array.ForEach(items, queue.Add);
        return queue;
    }

    private static List<long> Sizes(FairQueue<Item> queue, long most)
    {
        List<long> sizes = [];
        while (queue.Take(most) is { } item)
        {
            sizes.Add(item.Size);
        }

        return sizes;
    }

    private sealed class Item(string organization, long size) : IQueued
    {
        public OrganizationId Organization { get; } = OrganizationId.Parse(organization);

        public long Size => size;
    }
}
