namespace ReplayGraph.Embedded.Journal;

/// <summary>A position between two frames of a journal. <c>default</c> is the oldest one that is left.</summary>
/// <param name="Segment">Number of the segment, from 1.</param>
/// <param name="Offset">Bytes from the start of the segment's file; 0 means its first frame.</param>
public readonly record struct JournalPosition(long Segment, long Offset) : IComparable<JournalPosition>
{
    /// <inheritdoc/>
    public int CompareTo(JournalPosition other) =>
        Segment != other.Segment ? Segment.CompareTo(other.Segment) : Offset.CompareTo(other.Offset);

    /// <summary>For example <c>3:1048576</c>.</summary>
    public override string ToString() => string.Create(null, stackalloc char[44], $"{Segment}:{Offset}");
}
