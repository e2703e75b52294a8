using Microsoft.Win32.SafeHandles;

namespace ReplayGraph.Embedded.Journal;

/// <summary>The file system.</summary>
internal sealed class DiskStorage : IStorage
{
    internal static DiskStorage Instance { get; } = new();

    public IHeldFolder Hold(string path) => DataFolder.Open(path);

    public IEnumerable<string> List(string folder) => Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path));

    public IReadableFile Read(string path) => new ReadFile(path);

    public IWritableFile Create(string path) => new WrittenFile(path, FileMode.CreateNew);

    public IWritableFile Open(string path) => new WrittenFile(path, FileMode.Open);

    public void Delete(string path) => File.Delete(path);

    public void Rename(string path, string to) => File.Move(path, to, overwrite: true);

    public void FlushFolder(string path) => FolderFlush.Flush(path);

    private sealed class ReadFile(string path) : IReadableFile
    {
        private readonly SafeFileHandle _handle =
            File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.SequentialScan);

        public long Length => RandomAccess.GetLength(_handle);

        public int Read(Span<byte> to, long offset) => RandomAccess.Read(_handle, to, offset);

        public void Dispose() => _handle.Dispose();
    }

    private sealed class WrittenFile(string path, FileMode mode) : IWritableFile
    {
        private readonly SafeFileHandle _handle = File.OpenHandle(path, mode, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);

        public void Write(IReadOnlyList<ReadOnlyMemory<byte>> pieces, long offset) => RandomAccess.Write(_handle, pieces, offset);

        public void Truncate(long length) => RandomAccess.SetLength(_handle, length);

        public void Flush() => RandomAccess.FlushToDisk(_handle);

        public void Dispose() => _handle.Dispose();
    }
}
