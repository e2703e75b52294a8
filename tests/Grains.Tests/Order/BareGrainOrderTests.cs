namespace ReplayGraph.Grains.Tests.Order;

/// <summary>Grains created by their constructor.</summary>
public sealed class BareGrainOrderTests() : GrainOrderSpec(new BareHarness());
