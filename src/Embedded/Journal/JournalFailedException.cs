namespace ReplayGraph.Embedded.Journal;

/// <summary>
/// Nothing of the append was acknowledged: a write or a flush of the journal failed, now or before. What had been durable still is.
/// </summary>
public sealed class JournalFailedException(string file, long offset, string cause, bool isPermanent, Exception? inner)
    : IOException(
        $"The journal cannot be written: {file}, offset {offset}: {cause}"
        + (isPermanent ? " What was written since is not trusted; restart to go on." : string.Empty),
        inner)
{
    /// <summary>The file, with its path.</summary>
    public string File { get; } = file;

    /// <summary>Up to where the file was durable, in bytes.</summary>
    public long Offset { get; } = offset;

    /// <summary>What the operating system said.</summary>
    public string Cause { get; } = cause;

    /// <summary>
    /// True after a failed flush: the operating system may have forgotten what it could not write, so no later success means anything.
    /// Only a new writer, which reads the journal again, can go on.
    /// </summary>
    public bool IsPermanent { get; } = isPermanent;
}
