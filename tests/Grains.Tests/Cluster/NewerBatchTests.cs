using ReplayGraph.Grains.Ingest;

namespace ReplayGraph.Grains.Tests.Cluster;

public sealed class NewerBatchTests(OneSiloInMemory fixture) : IClassFixture<OneSiloInMemory>
{
    [Fact]
    public async Task FactOfANewerVersion_IsTransientForTheCaller()
    {
        byte[] batch = [250, .. new byte[64]];

        GraphException failure = await Assert.ThrowsAsync<GraphException>(async () =>
            await fixture.Silos.Cluster.Client.GetGrain<IIngestGrain>(0).IngestAsync(OrganizationId.Parse("newer"), batch));

        Assert.True(failure.IsTransient);
        Assert.Equal("This silo cannot read the batch: Unknown fact kind 250.", failure.Message);
    }
}
