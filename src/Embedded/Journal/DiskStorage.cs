using Microsoft.Win32.SafeHandles;

namespace ReplayGraph.Embedded.Journal;

/// <summary>The file system.</summary>
internal sealed class DiskStorage : IJournalStorage
{
    internal static DiskStorage Instance { get; } = new();

    public IJournalFile Create(string path) => new DiskFile(path, FileMode.CreateNew);

    public IJournalFile Open(string path) => new DiskFile(path, FileMode.Open);

    public void Delete(string path) => File.Delete(path);

    public void FlushFolder(string path) => FolderFlush.Flush(path);

    private sealed class DiskFile(string path, FileMode mode) : IJournalFile
    {
        private readonly SafeFileHandle _handle = File.OpenHandle(path, mode, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);

        public void Write(IReadOnlyList<ReadOnlyMemory<byte>> pieces, long offset) => RandomAccess.Write(_handle, pieces, offset);

        public void Truncate(long length) => RandomAccess.SetLength(_handle, length);

        public void Flush() => RandomAccess.FlushToDisk(_handle);

        public void Dispose() => _handle.Dispose();
    }
}
