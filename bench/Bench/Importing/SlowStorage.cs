using ReplayGraph.Embedded.Journal;

namespace ReplayGraph.Bench.Importing;

/// <summary>The file system, on a disk that takes longer to flush a file that is being written.</summary>
/// <param name="flush">The time added to each flush.</param>
internal sealed class SlowStorage(TimeSpan flush) : IStorage
{
    private readonly DiskStorage _disk = DiskStorage.Instance;

    public IHeldFolder Hold(string path) => _disk.Hold(path);

    public IEnumerable<string> List(string folder) => _disk.List(folder);

    public IReadableFile Read(string path) => _disk.Read(path);

    public IWritableFile Create(string path) => new SlowFile(_disk.Create(path), flush);

    public IWritableFile Open(string path) => new SlowFile(_disk.Open(path), flush);

    public void Delete(string path) => _disk.Delete(path);

    public void Rename(string path, string to) => _disk.Rename(path, to);

    public void FlushFolder(string path) => _disk.FlushFolder(path);

    private sealed class SlowFile(IWritableFile file, TimeSpan flush) : IWritableFile
    {
        public void Write(IReadOnlyList<ReadOnlyMemory<byte>> pieces, long offset) => file.Write(pieces, offset);

        public void Truncate(long length) => file.Truncate(length);

        public void Flush()
        {
            file.Flush();
            Thread.Sleep(flush);
        }

        public void Dispose() => file.Dispose();
    }
}
