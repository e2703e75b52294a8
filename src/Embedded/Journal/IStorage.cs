namespace ReplayGraph.Embedded.Journal;

/// <summary>
/// Every file operation of a graph, so that tests can fail each one, and lose what was not flushed. Failures are <see
/// cref="IOException"/>s.
/// </summary>
internal interface IStorage
{
    /// <summary>Creates the folder if it does not exist, and locks it for this process.</summary>
    /// <exception cref="DataFolderInUseException">Another holder has the lock.</exception>
    IHeldFolder Hold(string path);

    /// <summary>Lists the names of the files in a folder.</summary>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    IEnumerable<string> List(string folder);

    /// <summary>Opens a file for reading.</summary>
    /// <exception cref="FileNotFoundException">The file does not exist.</exception>
    IReadableFile Read(string path);

    /// <summary>Creates a file that must not exist yet.</summary>
    IWritableFile Create(string path);

    /// <summary>Opens an existing file for writing.</summary>
    IWritableFile Open(string path);

    /// <summary>Deletes a file; does nothing if it does not exist.</summary>
    void Delete(string path);

    /// <summary>
    /// Renames a file and replaces the target atomically: a reader of that name sees the old file or the new one, never a part.
    /// </summary>
    void Rename(string path, string to);

    /// <summary>Makes file creations, renames and deletions in the folder durable.</summary>
    void FlushFolder(string path);
}

/// <summary>A folder that is locked until disposed.</summary>
internal interface IHeldFolder : IDisposable
{
    /// <summary>The folder's full path.</summary>
    string Path { get; }
}

/// <summary>A file open for reading, perhaps while a writer appends to it.</summary>
internal interface IReadableFile : IDisposable
{
    /// <summary>The current length, in bytes.</summary>
    long Length { get; }

    /// <summary>Reads bytes at an offset; returns 0 at the end.</summary>
    int Read(Span<byte> to, long offset);
}

/// <summary>A file open for writing.</summary>
internal interface IWritableFile : IDisposable
{
    /// <summary>Writes the pieces one after another. If it throws, any part of them may have been written.</summary>
    void Write(IReadOnlyList<ReadOnlyMemory<byte>> pieces, long offset);

    /// <summary>Truncates the file.</summary>
    void Truncate(long length);

    /// <summary>Makes everything written durable. If it throws, the state of what was written is unknown.</summary>
    void Flush();
}
