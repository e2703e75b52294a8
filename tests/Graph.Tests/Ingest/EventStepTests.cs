using ReplayGraph.Conformance.Generation;
using ReplayGraph.Events;
using ReplayGraph.Ingest;

namespace ReplayGraph.Graph.Tests.Ingest;

public sealed class EventStepTests
{
    private readonly Held _held = new();

    [Fact]
    public void ADeletionIsKeptByEveryEventThatItNames()
    {
        Assert.True(EventStep.Delete(Make.DeleteEvents([1, 2], at: -3, hash: 4, project: 5), _held));

        Tombstone[] tombstones = [new(World.Project(5), World.At(-3), World.Hash(4))];
        Assert.Equal(tombstones, _held[1].Tombstones.ToArray());
        Assert.Equal(tombstones, _held[2].Tombstones.ToArray());
        Assert.Equal([World.Event(1), World.Event(2)], _held.Reassigned);
    }

    [Fact]
    public void AMoveIsKeptByEveryEventThatItNames()
    {
        Assert.True(EventStep.Move(Make.Move([1, 2], 6, at: -3, project: 5), _held));

        Move[] moves = [new(World.Project(5), World.At(-3), World.Issue(6))];
        Assert.Equal(moves, _held[1].Moves.ToArray());
        Assert.Equal(moves, _held[2].Moves.ToArray());
        Assert.Equal([World.Event(1), World.Event(2)], _held.Reassigned);
    }

    [Fact]
    public void OnlyEventsThatDidNotKnowAreReassigned()
    {
        EventStep.Delete(Make.DeleteEvents([1]), _held);
        EventStep.Move(Make.Move([1], 6), _held);
        _held.Reassigned.Clear();

        Assert.True(EventStep.Delete(Make.DeleteEvents([1, 2]), _held));
        Assert.True(EventStep.Move(Make.Move([1, 2], 6), _held));
        Assert.Equal([World.Event(2), World.Event(2)], _held.Reassigned);

        Assert.False(EventStep.Delete(Make.DeleteEvents([1, 2]), _held));
        Assert.False(EventStep.Move(Make.Move([1, 2], 6), _held));
        Assert.Equal(2, _held.Reassigned.Count);
    }

    [Fact]
    public void MovesOfItsProjectMayBringAnObservationElsewhere()
    {
        EventStep.Move(Make.Move([1], 6), _held);
        EventStep.Move(Make.Move([1], 7, at: -500), _held);
        EventStep.Move(Make.Move([1], 8, project: 2), _held);

        Assert.Equal([World.Issue(6), World.Issue(7)], EventStep.Targets(World.Project(1), World.Issue(1), _held[1]));
    }

    [Fact]
    public void WithoutAnIssueOrAMoveAnObservationStaysWhereItIs()
    {
        EventStep.Move(Make.Move([1], 6), _held);
        EventStep.Delete(Make.DeleteEvents([2]), _held);

        Assert.Empty(EventStep.Targets(World.Project(1), default, _held[1]));
        Assert.Empty(EventStep.Targets(World.Project(1), World.Issue(1), _held[2]));
        Assert.Empty(EventStep.Targets(World.Project(1), World.Issue(1), null));
    }

    private sealed class Held : IEventNodes
    {
        private readonly Dictionary<EventId, EventAnnotations> _all = [];

        internal List<EventId> Reassigned { get; } = [];

        internal EventAnnotations this[int number] => FindOrAdd(World.Event(number));

        public EventAnnotations FindOrAdd(EventId id) => _all.TryGetValue(id, out EventAnnotations? known) ? known : _all[id] = new();

        public void Reassign(EventId id, EventAnnotations annotations)
        {
            Assert.Same(_all[id], annotations);
            Reassigned.Add(id);
        }
    }
}
