namespace ReplayGraph.Grains.Tests.Order;

/// <summary>Grains made by their constructor, over a context that knows its id.</summary>
public sealed class BareGrainOrderTests() : GrainOrderSpec(new BareHarness());
