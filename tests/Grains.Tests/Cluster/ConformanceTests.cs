using ReplayGraph.Conformance.Suite;
using ReplayGraph.Prerequisites;

namespace ReplayGraph.Grains.Tests.Cluster;

/// <summary>Runs the conformance suite of <see cref="IGraph"/> on silos that the tests of a class share.</summary>
public abstract class ConformanceTests<TSilos>(TSilos fixture) : GraphConformance, IClassFixture<TSilos>
    where TSilos : SilosFixture
{
    protected override int Growth => 500;

    protected override ValueTask<IGraph> CreateAsync(TimeProvider time) => new(fixture.Silos.Fresh(time));

    protected override async ValueTask<IGraph> ReopenAsync(IGraph graph, TimeProvider time)
    {
        await fixture.Silos.ForgetAsync();
        return graph;
    }
}

/// <summary>One silo with its store in memory.</summary>
public sealed class OneSiloInMemoryTests(OneSiloInMemory fixture) : ConformanceTests<OneSiloInMemory>(fixture);

/// <summary>
/// Three silos on PostgreSQL, where an ingest takes milliseconds. The same nodes are tried in every order, and with more decks, in memory.
/// </summary>
[NeedsPostgres]
public sealed class ThreeSilosOnPostgresTests(ThreeSilosOnPostgres fixture) : ConformanceTests<ThreeSilosOnPostgres>(fixture)
{
    protected override int MostOrders => 12;

    protected override int Decks => 12;
}
