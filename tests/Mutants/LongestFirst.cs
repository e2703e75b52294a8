using Xunit.Abstractions;

[assembly: TestCollectionOrderer("ReplayGraph.Mutants.LongestFirst", "ReplayGraph.Mutants")]

namespace ReplayGraph.Mutants;

/// <summary>Begins with the classes that have the most bugs: so all processors are busy to the end.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] _first = [nameof(ClusterBugTests), nameof(EmbeddedBugTests), nameof(StepBugTests)];

    /// <inheritdoc/>
    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) => testCollections.OrderBy(
        collection => Array.FindIndex(_first, name => collection.DisplayName.EndsWith(name, StringComparison.Ordinal)) is >= 0 and int at ? at : _first.Length);
}
