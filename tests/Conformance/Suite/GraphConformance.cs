namespace ReplayGraph.Conformance.Suite;

/// <summary>
/// The contract of <see cref="IGraph"/> as tests. A host subclasses it and creates the graph (and reopens it, if the host is durable).
/// Each base class covers one concern.
/// </summary>
public abstract class GraphConformance : OracleSpec;
