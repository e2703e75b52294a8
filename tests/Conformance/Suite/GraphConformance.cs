namespace ReplayGraph.Conformance.Suite;

/// <summary>
/// Every promise of <see cref="IGraph"/>. A host subclasses it and says how a graph is made (and, if it keeps anything, how it is
/// opened again); its promises live in the classes that this one derives from, a concern each.
/// </summary>
public abstract class GraphConformance : OracleSpec;
