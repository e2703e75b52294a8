using FsCheck;
using FsCheck.Fluent;

namespace ReplayGraph.Conformance.Generation;

/// <summary>The generators for FsCheck. A failing deck shrinks by leaving out facts.</summary>
public static class Arbitraries
{
    /// <summary>Decks of 1 to <paramref name="most"/> facts.</summary>
    public static Arbitrary<Deck> Decks(int most) => Arb.From(
        from seed in Gen.Choose(0, int.MaxValue - 1)
        from count in Gen.Choose(1, most)
        select Deck.Draw(seed, count),
        deck => deck.Smaller().Where(smaller => smaller.Facts.Count > 0));

    /// <summary>A seed for draws other than the deck.</summary>
    public static Arbitrary<int> Seeds() => Gen.Choose(0, int.MaxValue - 1).ToArbitrary();
}
