namespace ReplayGraph.Upgrade.Tests.Clusters;

/// <summary>A build of the program.</summary>
internal enum Build
{
    /// <summary>That of the previous release.</summary>
    Previous,

    /// <summary>That of these sources.</summary>
    Current,
}
