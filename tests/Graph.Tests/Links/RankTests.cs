using ReplayGraph.Conformance.Generation;
using ReplayGraph.Links;

namespace ReplayGraph.Graph.Tests.Links;

public sealed class RankTests
{
    [Fact]
    public void Best_IsByEvidenceEventsTimeThenId()
    {
        Link[] inOrder =
        [
            Of(new(9), Evidence.Tagged | Evidence.Trace, 1, -60),
            Of(new(8), Evidence.Tagged, 2, -60),
            Of(new(7), Evidence.Tagged, 1, -10),
            Of(new(5), Evidence.Tagged, 1, -20),
            Of(new(6), Evidence.Tagged, 1, -20),
            Of(new(UInt128.MaxValue), Evidence.Tagged, 1, -20),
            Of(new(4), Evidence.Listed | Evidence.Trace, 9, 0),
            Of(new(3), Evidence.Trace, 99, 0),
        ];

        AssertOrder(inOrder, Sort.Best);
    }

    [Fact]
    public void Recent_IsByTimeThenId()
    {
        Link[] inOrder =
        [
            Of(new(9), Evidence.Trace, 1, 0),
            Of(new(1), Evidence.Trace, 1, -1),
            Of(new(2), Evidence.Tagged, 5, -1),
            Of(new(UInt128.MaxValue), Evidence.Tagged, 1, -1),
            Of(new(3), Evidence.Tagged, 99, -2),
        ];

        AssertOrder(inOrder, Sort.Recent);
    }

    private static void AssertOrder(Link[] inOrder, Sort sort)
    {
        for (int i = 0; i < inOrder.Length; i++)
        {
            for (int j = 0; j < inOrder.Length; j++)
            {
                Assert.Equal(Math.Sign(i - j), Math.Sign(Rank.Of(inOrder[i], sort).CompareTo(Rank.Of(inOrder[j], sort))));
            }
        }
    }

    private static Link Of(ReplayId id, Evidence evidence, int events, int last) =>
        new(id, default, Fate.Live, default, default, evidence, events, default, World.At(last));
}
