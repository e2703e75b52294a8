using ReplayGraph.Conformance.Generation;
using ReplayGraph.Sets;

namespace ReplayGraph.Graph.Tests.Sets;

public sealed class DistinctEventsTests
{
    [Fact]
    public void Add_SaysWhetherThePairIsNew()
    {
        var random = new Random(1);
        var distinct = new DistinctEvents();
        HashSet<(int, ProjectId, EventId)> expected = [];
        for (int round = 0; round < 2; round++)
        {
            for (int i = 0; i < 50_000; i++)
            {
                (int replay, ProjectId project, EventId id) =
                    (random.Next(1 << 20) % 40, World.Project(random.Next(1, 4)), World.Event(random.Next(1, 300)));

                Assert.Equal(expected.Add((replay, project, id)), distinct.Add(replay, project, id));
            }

            expected.Clear();
            distinct.Clear();
        }
    }
}
