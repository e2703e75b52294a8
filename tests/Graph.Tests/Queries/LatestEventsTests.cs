using ReplayGraph.Conformance.Generation;
using ReplayGraph.Facts;
using ReplayGraph.Links;
using ReplayGraph.Queries;
using ReplayGraph.Traces;

namespace ReplayGraph.Graph.Tests.Queries;

public sealed class LatestEventsTests
{
    private const int Most = 10;

    [Theory]
    [InlineData(3)]
    [InlineData(40)]
    [InlineData(10_000)]
    public void Sorted_IsTheFirstOfAll_EachOnceForAReplay(int minutes)
    {
        for (int seed = 1; seed <= 50; seed++)
        {
            var random = new Random(seed);
            ShownEvent[] all = [.. Enumerable.Range(0, random.Next(5 * Most * Most)).Select(_ => Draw(random, minutes))];
            var latest = new LatestEvents(Most);
            foreach (ShownEvent shown in all.Where(shown => latest.Wants(shown.View.Timestamp.Milliseconds)))
            {
                latest.Add(shown);
            }

            IEnumerable<EventView> expected = ShownEvent.InOrder(all).ThenBy(shown => shown.View.ReplayId.Value).Select(shown => shown.View)
                .DistinctBy(view => (view.ProjectId, view.EventId, view.ReplayId)).Take(Most);
            Assert.Equal(expected, latest.Sorted);
        }
    }

    private static ShownEvent Draw(Random random, int minutes)
    {
        var observation = new Observation
        {
            Kind = FactKind.Error,
            EventId = World.Event(random.Next(1, 30)),
            ProjectId = World.Project(random.Next(1, 3)),
            IssueId = World.Issue(random.Next(1, 4)),
            Timestamp = World.At(-random.Next(minutes)),
        };
        return ShownEvent.Of(observation, World.Issue(random.Next(1, 4)), default, World.Replay(random.Next(1, 5)), Evidence.Trace);
    }
}
