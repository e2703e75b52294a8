using ReplayGraph.Links;

namespace ReplayGraph.Graph.Tests.Links;

public sealed class EvidenceKindsTests
{
    [Fact]
    public void EachBit_HasOneKindWithANameOfItsOwn()
    {
        Evidence[] bits = [.. Enum.GetValues<Evidence>().Where(evidence => byte.PopCount((byte)evidence) == 1)];

        Assert.Equal(Evidence.Any | Evidence.Stale | Evidence.Shared, bits.Aggregate((a, b) => a | b));
        Assert.Equal(bits, EvidenceKinds.StrongestFirst.Select(kind => kind.Bit).Order());
        Assert.All(EvidenceKinds.StrongestFirst, kind => Assert.Equal(kind.Bit, EvidenceKinds.Parse(kind.Name)));
    }

    [Theory]
    [InlineData("any", Evidence.Any)]
    [InlineData("Tagged", Evidence.None)]
    [InlineData("", Evidence.None)]
    public void Parse_OtherNames(string name, Evidence evidence) => Assert.Equal(evidence, EvidenceKinds.Parse(name));

    [Fact]
    public void AKind_IsStrongerThanAllThatFollowTogether()
    {
        Evidence weaker = Evidence.None;
        foreach (EvidenceKind kind in EvidenceKinds.StrongestFirst.Reverse())
        {
            Assert.True(Rank(kind.Bit).CompareTo(Rank(weaker)) < 0, $"{kind.Bit} comes before {weaker}");
            Assert.True(Rank(kind.Bit | weaker).CompareTo(Rank(kind.Bit)) <= 0, $"{kind.Bit} and {weaker} come before {kind.Bit}");
            weaker |= kind.Bit;
        }
    }

    private static Rank Rank(Evidence evidence) => new(evidence, 1, default, default);
}
