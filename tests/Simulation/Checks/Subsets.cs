namespace ReplayGraph.Simulation.Checks;

/// <summary>All ways in which some of a few things can be there, and the others not.</summary>
internal static class Subsets
{
    /// <summary>Those of these things, 30 at most; none of them first.</summary>
    internal static IEnumerable<T[]> Of<T>(IReadOnlyList<T> things) =>
        Enumerable.Range(0, 1 << things.Count).Select(chosen => things.Where((_, i) => (chosen & (1 << i)) != 0).ToArray());
}
