namespace ReplayGraph.Links;

/// <summary>A kind of evidence.</summary>
/// <param name="Bit">Its one bit.</param>
/// <param name="Name">Its name in parameters and answers.</param>
public sealed record EvidenceKind(Evidence Bit, string Name);

/// <summary>
/// The kinds of evidence, their names and their order. Parameters, answers, help texts and ranks follow from this one table.
/// </summary>
public static class EvidenceKinds
{
    /// <summary>The name of <see cref="Evidence.Any"/> in parameters.</summary>
    public const string AnyName = "any";

    // The order is that of ranks, whatever the bits.
    private static readonly EvidenceKind[] _strongestFirst =
    [
        new(Evidence.Tagged, "tagged"),
        new(Evidence.Listed, "listed"),
        new(Evidence.Trace, "trace"),
        new(Evidence.Sibling, "sibling"),
        new(Evidence.Stale, "stale"),
        new(Evidence.Shared, "shared"),
    ];

    private static readonly byte[] _strength = [.. Enumerable.Range(0, 256).Select(evidence => StrengthOf((Evidence)evidence))];

    /// <summary>All kinds, strongest first.</summary>
    public static IReadOnlyList<EvidenceKind> StrongestFirst => _strongestFirst;

    /// <summary>The names of all kinds, for texts: <c>tagged, listed, trace</c>.</summary>
    public static string Names { get; } = string.Join(", ", _strongestFirst.Select(kind => kind.Name));

    /// <summary>The kinds that make up evidence, strongest first.</summary>
    public static IEnumerable<EvidenceKind> In(Evidence evidence) => _strongestFirst.Where(kind => (evidence & kind.Bit) != 0);

    /// <summary>The evidence with a name, <see cref="AnyName"/> included; none if the name is unknown.</summary>
    public static Evidence Parse(string name) =>
        name == AnyName ? Evidence.Any : Array.Find(_strongestFirst, kind => kind.Name == name)?.Bit ?? Evidence.None;

    /// <summary>Compares evidence by its strongest kind, then by the next: the greater is the stronger.</summary>
    internal static byte Strength(Evidence evidence) => _strength[(byte)evidence];

    private static byte StrengthOf(Evidence evidence) =>
        (byte)_strongestFirst.Aggregate(0, (strength, kind) => (2 * strength) + ((evidence & kind.Bit) != 0 ? 1 : 0));
}
