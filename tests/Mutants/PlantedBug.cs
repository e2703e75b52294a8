using ReplayGraph.Simulation.Runs;

namespace ReplayGraph.Mutants;

/// <summary>A realistic bug: a small change of one project of <c>src</c>.</summary>
/// <param name="Name">What is wrong, in a few words.</param>
/// <param name="Host">The host that is simulated with it.</param>
/// <param name="Seed">A seed that catches it, which is tried first. Another one must, where it no longer does.</param>
/// <param name="Edits">The changes.</param>
internal sealed record PlantedBug(string Name, HostKind Host, int Seed, params Edit[] Edits)
{
    // The most seeds for a bug that its own one does not catch.
    private const int MostSeeds = 3000;

    /// <summary>Whether so few seeds catch it that the search takes too long for CI.</summary>
    internal bool IsRare { get; init; }

    /// <summary>The seeds to try, in order.</summary>
    internal IEnumerable<int> Seeds => Enumerable.Range(1, MostSeeds).Prepend(Seed);

    /// <summary>The changed project.</summary>
    internal string Project => Edits.Select(edit => edit.File.Split('/')[0]).Distinct().Single();
}

/// <summary>A change of one file.</summary>
/// <param name="File">The path of the file, relative to <c>src</c>.</param>
/// <param name="Old">A text that occurs in it exactly once.</param>
/// <param name="New">Its replacement.</param>
internal sealed record Edit(string File, string Old, string New)
{
    /// <summary>The text of the file with the change.</summary>
    /// <exception cref="InvalidOperationException">The old text does not occur exactly once.</exception>
    internal string Of(string text)
    {
        int at = text.IndexOf(Old, StringComparison.Ordinal);
        return at >= 0 && at == text.LastIndexOf(Old, StringComparison.Ordinal)
            ? string.Concat(text.AsSpan(0, at), New, text.AsSpan(at + Old.Length))
            : throw new InvalidOperationException(
                $"The planted bugs are out of date: src/{File} must contain this once, and contains it {(at < 0 ? "never" : "twice")}:\n{Old}");
    }
}
