using Microsoft.Extensions.Time.Testing;
using ReplayGraph.Conformance;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Embedded;
using ReplayGraph.Facts;

namespace ReplayGraph.Api.Tests.Live;

/// <summary>A graph on a clock that stands.</summary>
public abstract class LiveSpec : IAsyncLifetime
{
    /// <summary>The stream that most tests follow.</summary>
    protected const string Issue = "/api/v1/default/issues/5/replays/live";

    private readonly string _folder = Directory.CreateTempSubdirectory("replaygraph-").FullName;
    private EmbeddedGraph _graph = null!;

    protected FakeTimeProvider Time { get; } = new(World.Now.ToDate());

    protected IGraph Graph => _graph;

    public Task InitializeAsync()
    {
        _graph = EmbeddedGraph.Open(new() { Folder = _folder }, Time);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _graph.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>An error of the issue with a replay. A later number happens later.</summary>
    protected static IFact[] Linked(int number) =>
        [Make.Error(number, issue: 5, replay: number, at: number - 1000), Make.Segment(number, start: number - 1001, at: number - 999)];

    protected async Task IngestAsync(params IFact[] facts) => await Graph.IngestAsync(OrganizationId.Default, Batches.Of(facts));
}
