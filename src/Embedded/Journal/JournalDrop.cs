namespace ReplayGraph.Embedded.Journal;

/// <summary>What retention deleted.</summary>
/// <param name="Segments">The files, oldest first.</param>
/// <param name="Bytes">Bytes of them.</param>
public sealed record JournalDrop(IReadOnlyList<JournalSegment> Segments, long Bytes);
