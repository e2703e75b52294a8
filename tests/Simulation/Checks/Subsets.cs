namespace ReplayGraph.Simulation.Checks;

/// <summary>Enumerates subsets.</summary>
internal static class Subsets
{
    /// <summary>All subsets of at most 30 items, the empty one first.</summary>
    internal static IEnumerable<T[]> Of<T>(IReadOnlyList<T> things) =>
        Enumerable.Range(0, 1 << things.Count).Select(chosen => things.Where((_, i) => (chosen & (1 << i)) != 0).ToArray());
}
