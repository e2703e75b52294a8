namespace ReplayGraph.Embedded.Journal;

/// <summary>What retention deleted.</summary>
/// <param name="Segments">The deleted files, oldest first.</param>
/// <param name="Bytes">Their total length, in bytes.</param>
public sealed record JournalDrop(IReadOnlyList<JournalSegment> Segments, long Bytes);
