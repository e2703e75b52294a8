namespace ReplayGraph.Embedded.Journal;

/// <summary>A frame that was read.</summary>
/// <param name="Frame">The frame. Its payload is valid until the next read.</param>
/// <param name="Position">Where the frame begins.</param>
/// <param name="Next">Where the next one begins: a reader that starts there skips this frame.</param>
public readonly record struct JournalEntry(JournalFrame Frame, JournalPosition Position, JournalPosition Next);
