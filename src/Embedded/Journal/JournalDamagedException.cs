namespace ReplayGraph.Embedded.Journal;

/// <summary>
/// The journal lost something that had been durable: a frame or a header is damaged and more follows, or a segment is missing. Nothing
/// was changed; whoever runs the store decides.
/// </summary>
public sealed class JournalDamagedException(string file, long offset, string reason)
    : IOException($"The journal is damaged: {file}, offset {offset}: {reason}")
{
    /// <summary>The damaged file, with its path; for a missing segment the one that should be there.</summary>
    public string File { get; } = file;

    /// <summary>Where the damaged frame or header begins, in bytes from the start of the file.</summary>
    public long Offset { get; } = offset;

    /// <summary>What is wrong there.</summary>
    public string Reason { get; } = reason;
}
