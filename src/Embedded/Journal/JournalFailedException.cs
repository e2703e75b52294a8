namespace ReplayGraph.Embedded.Journal;

/// <summary>
/// The append was not acknowledged, because a write or a flush of the journal failed, now or earlier. Earlier durable data stays durable.
/// </summary>
public sealed class JournalFailedException(string file, long offset, string cause, bool isPermanent, Exception? inner)
    : IOException(
        $"The journal cannot be written: {file}, offset {offset}: {cause}"
        + (isPermanent ? " The data written since then cannot be trusted. Restart to continue." : string.Empty),
        inner)
{
    /// <summary>The file, with its path.</summary>
    public string File { get; } = file;

    /// <summary>Up to where the file is durable, in bytes.</summary>
    public long Offset { get; } = offset;

    /// <summary>The error of the operating system.</summary>
    public string Cause { get; } = cause;

    /// <summary>
    /// True after a failed flush: the operating system may have dropped the data it could not write, so later successes prove nothing. Only
    /// a new writer, which reads the journal again, can continue.
    /// </summary>
    public bool IsPermanent { get; } = isPermanent;
}
