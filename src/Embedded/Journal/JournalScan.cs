namespace ReplayGraph.Embedded.Journal;

/// <summary>What a reader found, once it has come to the end. A writer opens with it.</summary>
/// <param name="Segments">The segments with intact headers, oldest first; those before the start of the reading included.</param>
/// <param name="End">Behind the last intact frame.</param>
/// <param name="Torn">The write that a crash cut short, if one was found.</param>
/// <param name="Frames">Frames read.</param>
/// <param name="Facts">Facts in them.</param>
/// <param name="Bytes">Bytes of them, headers of frames included.</param>
public sealed record JournalScan(
    IReadOnlyList<JournalSegment> Segments, JournalPosition End, TornTail? Torn, long Frames, long Facts, long Bytes);

/// <summary>One file of a journal.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="File">The file, with its path.</param>
/// <param name="Length">Bytes up to the end of its last intact frame.</param>
/// <param name="LatestExpiryMs">
/// Unix milliseconds until which any of its frames matters; <see cref="long.MinValue"/> if it has none, null if it was not read whole.
/// </param>
public sealed record JournalSegment(long Number, string File, long Length, long? LatestExpiryMs);

/// <summary>The end of a journal that was never acknowledged: a crash cut its writing short. Opening a writer cuts it off.</summary>
/// <param name="File">The file, with its path.</param>
/// <param name="Offset">Where it begins, in bytes; 0: the segment has not even a header, the whole file goes.</param>
/// <param name="Bytes">How many bytes from there to the end of the file.</param>
/// <param name="Reason">What is wrong at its beginning.</param>
public sealed record TornTail(string File, long Offset, long Bytes, string Reason);
