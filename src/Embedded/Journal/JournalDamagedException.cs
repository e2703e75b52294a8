namespace ReplayGraph.Embedded.Journal;

/// <summary>
/// The journal lost durable data: a frame or a header is damaged and more follows, or a segment is missing. Nothing was changed; the
/// operator has to decide.
/// </summary>
public sealed class JournalDamagedException(string file, long offset, string reason)
    : IOException($"The journal is damaged: {file}, offset {offset}: {reason}.")
{
    /// <summary>The damaged file, with its path; for a missing segment, where it should be.</summary>
    public string File { get; } = file;

    /// <summary>Where the damaged frame or header begins, in bytes from the start of the file.</summary>
    public long Offset { get; } = offset;

    /// <summary>What is wrong there.</summary>
    public string Reason { get; } = reason;
}
