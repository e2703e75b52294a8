namespace ReplayGraph.Silo.Options;

/// <summary>The section <c>ReplayGraph:Cluster:Spool</c> of the configuration.</summary>
/// <param name="Folder">The folder, for this process alone.</param>
/// <param name="MaxBytes">The most bytes on disk.</param>
/// <param name="MaxHours">How long facts may wait, in hours.</param>
internal sealed record SpoolSettings(string Folder, long MaxBytes = 1L << 30, int MaxHours = 72);
