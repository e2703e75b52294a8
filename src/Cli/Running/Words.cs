using System.Diagnostics;
using ReplayGraph.Links;

namespace ReplayGraph.Cli.Running;

/// <summary>The words for fates, evidence and orders, as the API has them.</summary>
internal static class Words
{
    private static readonly Evidence[] _strongestFirst = [Evidence.Tagged, Evidence.Listed, Evidence.Trace];

    /// <summary>The words for evidence, one for each of its bits, strongest first.</summary>
    internal static IEnumerable<string> Of(Evidence evidence) =>
        _strongestFirst.Where(one => (evidence & one) != 0).Select(one => one.ToString().ToLowerInvariant());

    /// <summary>The words for fates.</summary>
    internal static IEnumerable<string> Of(FateSet fates) => Enum.GetValues<Fate>().Where(fate => fates.Has(fate)).Select(Of);

    /// <summary>The word for a fate.</summary>
    internal static string Of(Fate fate) => fate.ToString().ToLowerInvariant();

    /// <summary>Reads a word for evidence; none for anything else.</summary>
    internal static Evidence EvidenceOf(string word) => word switch
    {
        "tagged" => Evidence.Tagged,
        "listed" => Evidence.Listed,
        "trace" => Evidence.Trace,
        "any" => Evidence.Any,
        _ => Evidence.None,
    };

    /// <summary>Reads a word for a fate, or <c>any</c>; none for anything else.</summary>
    internal static FateSet FateSetOf(string word) => word switch
    {
        "pending" => FateSet.Pending,
        "partial" => FateSet.Partial,
        "live" => FateSet.Live,
        "archived" => FateSet.Archived,
        "deleted" => FateSet.Deleted,
        "expired" => FateSet.Expired,
        "any" => FateSet.Any,
        _ => FateSet.None,
    };

    /// <summary>The fate that a word names.</summary>
    internal static Fate FateOf(string word) => FateSetOf(word) switch
    {
        FateSet.Pending => Fate.Pending,
        FateSet.Partial => Fate.Partial,
        FateSet.Live => Fate.Live,
        FateSet.Archived => Fate.Archived,
        FateSet.Deleted => Fate.Deleted,
        FateSet.Expired => Fate.Expired,
        _ => throw new FormatException($"'{word}' is no fate"),
    };

    /// <summary>The kind's name in the API's lists of keys.</summary>
    internal static string ListOf(NodeKind kind) => kind switch
    {
        NodeKind.Issue => "issues",
        NodeKind.Transaction => "transactions",
        NodeKind.Trace => "traces",
        NodeKind.Event => "events",
        _ => throw new UnreachableException(),
    };
}
