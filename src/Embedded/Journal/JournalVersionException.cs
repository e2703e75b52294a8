namespace ReplayGraph.Embedded.Journal;

/// <summary>The journal is intact, but its format version is unknown to this program.</summary>
public sealed class JournalVersionException(string file, long offset, uint version)
    : IOException(
        $"{file}, offset {offset}: unknown journal format version {version}; this program reads version {JournalFormat.Version}. "
        + "A newer program wrote the journal. Use that one.")
{
    /// <summary>The file, with its path.</summary>
    public string File { get; } = file;

    /// <summary>Where the version field is, in bytes from the start of the file.</summary>
    public long Offset { get; } = offset;

    /// <summary>The version found.</summary>
    public uint Version { get; } = version;
}
