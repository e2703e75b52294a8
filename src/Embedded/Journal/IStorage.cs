namespace ReplayGraph.Embedded.Journal;

/// <summary>
/// What a graph does to files: all of it, so that tests can make each act fail, and lose what was not flushed. Failures are
/// <see cref="IOException"/>s.
/// </summary>
internal interface IStorage
{
    /// <summary>Creates the folder if it is not there, and takes it for this process alone.</summary>
    /// <exception cref="DataFolderInUseException">Somebody has it.</exception>
    IHeldFolder Hold(string path);

    /// <summary>The names of the files in a folder.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    IEnumerable<string> List(string folder);

    /// <summary>Opens a file to read it.</summary>
    /// <exception cref="FileNotFoundException">It is not there.</exception>
    IReadableFile Read(string path);

    /// <summary>Creates a file that must not be there.</summary>
    IWritableFile Create(string path);

    /// <summary>Opens a file that must be there.</summary>
    IWritableFile Open(string path);

    /// <summary>Deletes a file; one that is not there is deleted.</summary>
    void Delete(string path);

    /// <summary>Renames a file, in place of another if there is one: whoever opens that name finds the one or the other whole.</summary>
    void Rename(string path, string to);

    /// <summary>Makes creations, deletions and new names in the folder durable.</summary>
    void FlushFolder(string path);
}

/// <summary>A folder that nobody else has until this is disposed of.</summary>
internal interface IHeldFolder : IDisposable
{
    /// <summary>The folder's full path.</summary>
    string Path { get; }
}

/// <summary>A file being read, perhaps while somebody writes it.</summary>
internal interface IReadableFile : IDisposable
{
    /// <summary>How long it is now.</summary>
    long Length { get; }

    /// <summary>Reads some bytes at an offset; 0 at the end.</summary>
    int Read(Span<byte> to, long offset);
}

/// <summary>An open file of a writer.</summary>
internal interface IWritableFile : IDisposable
{
    /// <summary>Writes the pieces one after another. If it throws, any part of them may have been written.</summary>
    void Write(IReadOnlyList<ReadOnlyMemory<byte>> pieces, long offset);

    /// <summary>Cuts the file.</summary>
    void Truncate(long length);

    /// <summary>Returns when all that was written is durable. If it throws, nothing is known about any of it.</summary>
    void Flush();
}
