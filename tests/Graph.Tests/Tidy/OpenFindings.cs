namespace ReplayGraph.Graph.Tests.Tidy;

/// <summary>What breaks a rule today. The rules fail on an entry that no longer does, so that the lists only shrink.</summary>
internal static class OpenFindings
{
    /// <summary>The arrows to cut, after which no project has a circle of folders.</summary>
    internal static readonly IReadOnlyList<string> Circles =
    [
    ];

    /// <summary>The types whose name stands for two things.</summary>
    internal static readonly IReadOnlyList<string> Names =
    [
    ];
}
