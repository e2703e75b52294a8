namespace ReplayGraph.Embedded.Journal;

/// <summary>The result of reading a journal to its end. A writer opens with it.</summary>
/// <param name="Segments">The segments with intact headers, oldest first, including those before the start position.</param>
/// <param name="End">The position after the last intact frame.</param>
/// <param name="Torn">The torn write at the end, if there is one.</param>
/// <param name="Frames">Number of frames read.</param>
/// <param name="Facts">Number of facts in them.</param>
/// <param name="Bytes">Total length of the frames, in bytes, headers included.</param>
public sealed record JournalScan(
    IReadOnlyList<JournalSegment> Segments, JournalPosition End, TornTail? Torn, long Frames, long Facts, long Bytes)
{
    /// <summary>Total length of the segments, in bytes.</summary>
    internal long Length => Segments.Sum(segment => segment.Length);
}

/// <summary>One file of a journal.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="File">The file, with its path.</param>
/// <param name="Length">Bytes up to the end of its last intact frame.</param>
/// <param name="LatestExpiryMs">
/// The latest expiry of its frames, in Unix milliseconds; <see cref="long.MinValue"/> if it has none, null if it was not read completely.
/// </param>
public sealed record JournalSegment(long Number, string File, long Length, long? LatestExpiryMs);

/// <summary>The unacknowledged end of a journal that a crash cut short. Opening a writer truncates it.</summary>
/// <param name="File">The file, with its path.</param>
/// <param name="Offset">Where it begins, in bytes; 0 if the segment lacks even a complete header, so the whole file goes.</param>
/// <param name="Bytes">Bytes from there to the end of the file.</param>
/// <param name="Reason">What is wrong at its beginning.</param>
public sealed record TornTail(string File, long Offset, long Bytes, string Reason);
