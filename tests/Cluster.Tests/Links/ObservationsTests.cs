using ReplayGraph.Cluster.LinkTables;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Conformance;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Links;

namespace ReplayGraph.Cluster.Tests.Links;

public sealed class ObservationsTests
{
    private static readonly byte[] _two = Batches.Of(Make.Error(1), Make.Error(2)).Bytes.ToArray();

    [Fact]
    public void TwoEventsAreNoObservation() => Assert.Throws<InvalidDataException>(() => Observations.Fact(_two));

    [Fact]
    public void TwoEventsAreNoLink()
    {
        var entries = new LinkEntries();
        entries.Add(LinkEntryKind.Link, Evidence.Trace, World.Replay(1), _two);
        Assert.Throws<InvalidDataException>(() => new FoldedLinks().Add(entries.Bytes));
    }
}
