using ReplayGraph.Links;

namespace ReplayGraph.Graph.Tests.Links;

public sealed class FatesTests
{
    [Fact]
    public void Has_EachFateItsOwn()
    {
        foreach (Fate fate in Enum.GetValues<Fate>())
        {
            FateSet own = Enum.Parse<FateSet>(fate.ToString());
            Assert.True(FateSet.Any.Has(fate));
            Assert.False(FateSet.None.Has(fate));
            Assert.Equal([fate], Enum.GetValues<Fate>().Where(other => own.Has(other)));
        }
    }
}
