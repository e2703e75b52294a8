using ReplayGraph.Conformance.Oracle;
using ReplayGraph.Conformance.Suite;

namespace ReplayGraph.Graph.Tests.Oracle;

/// <summary>Runs the conformance suite on the oracle, so that they check each other.</summary>
public sealed class OracleConformance : GraphConformance
{
    protected override int Growth => 50;

    protected override ValueTask<IGraph> CreateAsync(TimeProvider time) => ValueTask.FromResult<IGraph>(new OracleGraph(time));
}
