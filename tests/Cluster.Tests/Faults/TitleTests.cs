using Microsoft.Extensions.Time.Testing;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Conformance;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Facts;
using ReplayGraph.LocalCluster;

namespace ReplayGraph.Cluster.Tests.Faults;

/// <summary>When the titles of issues are written to the store.</summary>
public sealed class TitleTests
{
    private readonly FaultyStore _store = new(new MemoryStore());
    private readonly LocalGraph _graph;
    private int _writes;

    public TitleTests()
    {
        _graph = new(_store, new FakeTimeProvider(World.Now.ToDate()));
        _store.WritingTitles = () =>
        {
            _writes++;
            return Fault.None;
        };
    }

    [Fact]
    public async Task OnlyGreaterTitles_AreWritten()
    {
        await IngestAsync(Titled(1, "b"));
        await IngestAsync(Titled(2, "b"), Titled(3, "a"), Titled(4, "c", at: -World.Day), Make.Error(5, issue: 5));
        await IngestAsync(Titled(1, "b"));
        Assert.Equal(1, _writes);

        await IngestAsync(Titled(6, "c"));
        await IngestAsync(Titled(7, "a", at: World.Day), Titled(8, "b", at: World.Day));
        Assert.Equal(3, _writes);
        Assert.Equal("b", await TitleAsync());
    }

    [Theory]
    [InlineData(Fault.Before)]
    [InlineData(Fault.After)]
    public async Task AFailedWrite_FailsTheIngest_AndIsRepeated(Fault fault)
    {
        _store.WritingTitles = () => fault;
        await Assert.ThrowsAsync<GraphException>(() => IngestAsync(Titled(1, "b")));

        _store.WritingTitles = () => Fault.None;
        Assert.Equal(new IngestResult(0, 1, 0), await IngestAsync(Titled(1, "b")));
        Assert.Equal("b", await TitleAsync());
    }

    private static EventFact Titled(int id, string title, int at = -60) => Make.Error(id, issue: 5, at: at) with { Title = title };

    private async Task<IngestResult> IngestAsync(params IFact[] facts) => await _graph.IngestAsync(World.Organization, Batches.Of(facts));

    private async Task<string?> TitleAsync() => Assert.Single(await _graph.TitlesAsync(World.Organization, [World.Issue(5)], null));
}
