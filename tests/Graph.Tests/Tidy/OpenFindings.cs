namespace ReplayGraph.Graph.Tests.Tidy;

/// <summary>Known violations of the rules. A rule fails on an entry that is no longer a violation, so the lists only shrink.</summary>
internal static class OpenFindings
{
    /// <summary>Arrows to remove, so that no project has a circle of folders.</summary>
    internal static readonly IReadOnlyList<string> Circles =
    [
    ];

    /// <summary>Type names with two meanings.</summary>
    internal static readonly IReadOnlyList<string> Names =
    [
    ];
}
