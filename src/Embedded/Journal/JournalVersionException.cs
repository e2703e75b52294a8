namespace ReplayGraph.Embedded.Journal;

/// <summary>The journal is intact, but written by a program whose format this one does not know.</summary>
public sealed class JournalVersionException(string file, long offset, uint version)
    : IOException(
        $"{file}, offset {offset}: journal format version {version} is unknown to this program, which reads version "
        + $"{JournalFormat.Version}. It was written by a newer one; use that.")
{
    /// <summary>The file, with its path.</summary>
    public string File { get; } = file;

    /// <summary>Where the version stands, in bytes from the start of the file.</summary>
    public long Offset { get; } = offset;

    /// <summary>The version found.</summary>
    public uint Version { get; } = version;
}
