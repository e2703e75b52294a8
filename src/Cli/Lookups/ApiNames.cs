using System.Diagnostics;
using ReplayGraph.Links;
using ReplayGraph.Shared;

namespace ReplayGraph.Cli.Lookups;

/// <summary>The API's names of fates, evidence and sort orders.</summary>
internal static class ApiNames
{
    /// <summary>The names of evidence, including <c>any</c>.</summary>
    internal static IReadOnlyDictionary<string, Evidence> Evidence { get; } =
        EvidenceKinds.StrongestFirst.Select(kind => kind.Name).Append(EvidenceKinds.AnyName).ToDictionary(name => name, EvidenceKinds.Parse);

    /// <summary>The names of fates, including <c>any</c>.</summary>
    internal static IReadOnlyDictionary<string, FateSet> Fates { get; } = Named(Enum.GetValues<FateSet>()[1..]);

    internal static IReadOnlyDictionary<string, Sort> Sorts { get; } = Named(Enum.GetValues<Sort>());

    /// <summary>The names of the evidence's bits, strongest first.</summary>
    internal static IEnumerable<string> Of(Evidence evidence) => EvidenceKinds.In(evidence).Select(kind => kind.Name);

    internal static IEnumerable<string> Of(FateSet fates) => Enum.GetValues<Fate>().Where(fate => fates.Has(fate)).Select(EnumNames<Fate>.Of);

    internal static Fate FateOf(string word) =>
        EnumNames<Fate>.Parse(word) is var fate and not 0 ? fate : throw new FormatException($"'{word}' is not a fate");

    /// <summary>The name of the API's list of keys of a kind.</summary>
    internal static string ListOf(NodeKind kind) => kind switch
    {
        NodeKind.Issue => "issues",
        NodeKind.Transaction => "transactions",
        NodeKind.Trace => "traces",
        NodeKind.Event => "events",
        _ => throw new UnreachableException(),
    };

    private static Dictionary<string, T> Named<T>(T[] values)
        where T : struct, Enum => values.ToDictionary(EnumNames<T>.Of);
}
