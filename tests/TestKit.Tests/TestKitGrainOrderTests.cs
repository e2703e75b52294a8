using ReplayGraph.Grains.Tests.Order;

namespace ReplayGraph.TestKit.Tests;

/// <summary>Grains on a silo of OrleansTestKit.</summary>
public sealed class TestKitGrainOrderTests() : GrainOrderSpec(new TestKitHarness());
