using ReplayGraph.Conformance.Generation;
using ReplayGraph.Facts;
using ReplayGraph.Ingest;
using ReplayGraph.Links;
using ReplayGraph.Replays;

namespace ReplayGraph.Graph.Tests.Ingest;

public sealed class ReplayStepTests
{
    private static readonly Expiry _expiry = new(World.Now, TimeSpan.FromDays(90));
    private readonly ReplayState _replay = new(World.Replay(1));
    private readonly Sent _sent = new();

    [Fact]
    public void ASegmentIsKeptAndListsItsTracesAndEvents()
    {
        Assert.True(Record(Make.Segment(1, traces: [2, 3], errors: [4], at: -50, days: 7)));

        Assert.Equal(1, _replay.Segments.Length);
        Assert.Equal(World.At(-50 + (7 * World.Day)), _replay.ExpiresAt);
        Assert.Equal([World.Trace(2), World.Trace(3)], _replay.Traces.Items.ToArray());
        Assert.Equal([World.Event(4)], _replay.Errors.Items.ToArray());
        Assert.Equal([(World.Trace(2), true), (World.Trace(3), true)], _sent.Traces);
        Assert.Equal([(World.Event(4), default, true)], _sent.Events);
    }

    [Fact]
    public void ASegmentThatCameBeforeIsKnownAndListsAllTheSame()
    {
        Record(Make.Segment(1, traces: [2], errors: [4]));
        _sent.Clear();

        Assert.False(Record(Make.Segment(1, traces: [2], errors: [4])));

        Assert.Equal([(World.Trace(2), false)], _sent.Traces);
        Assert.Equal([(World.Event(4), default, false)], _sent.Events);
    }

    [Theory]
    [InlineData(new[] { 2, 3 }, new[] { 4 })]
    [InlineData(new[] { 2 }, new[] { 4, 5 })]
    public void ASegmentIsNewIfOneOfItsTracesOrEventsIs(int[] traces, int[] errors)
    {
        Record(Make.Segment(1, traces: [2], errors: [4]));

        Assert.True(Record(Make.Segment(1, traces: traces, errors: errors)));
        Assert.False(Record(Make.Segment(1, traces: traces, errors: errors)));
    }

    [Fact]
    public void ARowThatArchivesIsNotASegmentAndListsNothing()
    {
        SegmentFact archive = Make.Archive(1, at: -10) with { TraceIds = [World.Trace(2)], ErrorIds = [World.Event(4)] };

        Assert.True(Record(archive));
        Assert.False(Record(archive));

        Assert.Equal([World.At(-10)], _replay.ArchivedAt.ToArray());
        Assert.True(_replay.Segments.IsEmpty);
        Assert.Empty(_sent.Traces);
        Assert.Empty(_sent.Events);
    }

    [Fact]
    public void AnEventLinkListsAnEventOfItsProject()
    {
        Assert.True(ReplayStep.Link(_replay, Make.Link(1, 4, project: 2), _sent));
        Assert.False(ReplayStep.Link(_replay, Make.Link(1, 4, project: 2), _sent));

        Assert.Equal([World.Event(4)], _replay.Errors.Items.ToArray());
        Assert.Equal([(World.Event(4), World.Project(2), true), (World.Event(4), World.Project(2), false)], _sent.Events);
    }

    [Fact]
    public void ADeletionEndsTheReplay()
    {
        Record(Make.Segment(1));

        Assert.True(ReplayStep.Delete(_replay, Make.DeleteReplay(1)));
        Assert.False(ReplayStep.Delete(_replay, Make.DeleteReplay(1)));

        _replay.Summarize();
        Assert.Equal(Fate.Deleted, _replay.Summary.Fate);
    }

    private bool Record(SegmentFact fact) => ReplayStep.Record(_replay, fact, _expiry, new OwnNames(), _sent);

    private sealed class Sent : IReplayOutbox
    {
        private readonly HashSet<(EventId, ProjectId)> _listed = [];

        internal List<(TraceId, bool)> Traces { get; } = [];

        internal List<(EventId, ProjectId, bool)> Events { get; } = [];

        internal void Clear()
        {
            Traces.Clear();
            Events.Clear();
        }

        public void ListTrace(TraceId trace, bool isNew) => Traces.Add((trace, isNew));

        public bool ListEvent(EventId id, ProjectId project)
        {
            bool isNew = _listed.Add((id, project));
            Events.Add((id, project, isNew));
            return isNew;
        }
    }
}
