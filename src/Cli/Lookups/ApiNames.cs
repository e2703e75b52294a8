using System.Diagnostics;
using ReplayGraph.Links;

namespace ReplayGraph.Cli.Lookups;

/// <summary>The words for fates, evidence and orders, as the API has them.</summary>
internal static class ApiNames
{
    private static readonly Evidence[] _strongestFirst = [Links.Evidence.Tagged, Links.Evidence.Listed, Links.Evidence.Trace];

    /// <summary>The words for evidence, with one for all of it.</summary>
    internal static IReadOnlyDictionary<string, Evidence> Evidence { get; } = Named([.. _strongestFirst, Links.Evidence.Any]);

    /// <summary>The words for fates, with one for all of them.</summary>
    internal static IReadOnlyDictionary<string, FateSet> Fates { get; } = Named(Enum.GetValues<FateSet>()[1..]);

    /// <summary>The words for orders.</summary>
    internal static IReadOnlyDictionary<string, Sort> Sorts { get; } = Named(Enum.GetValues<Sort>());

    /// <summary>The words for evidence, one for each of its bits, strongest first.</summary>
    internal static IEnumerable<string> Of(Evidence evidence) => _strongestFirst.Where(one => (evidence & one) != 0).Select(Name);

    /// <summary>The words for fates.</summary>
    internal static IEnumerable<string> Of(FateSet fates) => Enum.GetValues<Fate>().Where(fate => fates.Has(fate)).Select(Of);

    /// <summary>The word for a fate.</summary>
    internal static string Of(Fate fate) => Name(fate);

    /// <summary>The fate that a word names.</summary>
    internal static Fate FateOf(string word) => Enum.GetValues<Fate>().FirstOrDefault(fate => Of(fate) == word) is var fate and not 0
        ? fate
        : throw new FormatException($"'{word}' is no fate");

    /// <summary>The kind's name in the API's lists of keys.</summary>
    internal static string ListOf(NodeKind kind) => kind switch
    {
        NodeKind.Issue => "issues",
        NodeKind.Transaction => "transactions",
        NodeKind.Trace => "traces",
        NodeKind.Event => "events",
        _ => throw new UnreachableException(),
    };

    private static Dictionary<string, T> Named<T>(T[] values)
        where T : struct, Enum => values.ToDictionary(Name);

    private static string Name<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
