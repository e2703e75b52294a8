using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("ReplayGraph.Embedded.Tests")]

namespace ReplayGraph.Embedded.Journal;

/// <summary>
/// What a writer does to files: all of it, so that tests can make each act fail. Failures are <see cref="IOException"/>s.
/// </summary>
internal interface IJournalStorage
{
    /// <summary>Creates a file that must not be there.</summary>
    IJournalFile Create(string path);

    /// <summary>Opens a file that must be there.</summary>
    IJournalFile Open(string path);

    /// <summary>Deletes a file; one that is not there is deleted.</summary>
    void Delete(string path);

    /// <summary>Makes creations and deletions in the folder durable.</summary>
    void FlushFolder(string path);
}

/// <summary>An open file of a writer.</summary>
internal interface IJournalFile : IDisposable
{
    /// <summary>Writes the pieces one after another. If it throws, any part of them may have been written.</summary>
    void Write(IReadOnlyList<ReadOnlyMemory<byte>> pieces, long offset);

    /// <summary>Cuts the file.</summary>
    void Truncate(long length);

    /// <summary>Returns when all that was written is durable. If it throws, nothing is known about any of it.</summary>
    void Flush();
}
