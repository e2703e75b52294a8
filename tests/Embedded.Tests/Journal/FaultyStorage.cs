using ReplayGraph.Embedded.Journal;

namespace ReplayGraph.Embedded.Tests.Journal;

/// <summary>The file system, with operations that fail on demand.</summary>
internal sealed class FaultyStorage : IStorage
{
    /// <summary>Bytes that fit on the disk before it is full.</summary>
    internal long Room { get; set; } = long.MaxValue;

    internal bool FlushFails { get; set; }

    internal bool FolderFlushFails { get; set; }

    internal bool TruncateFails { get; set; }

    internal bool DeleteFails { get; set; }

    internal int Writes { get; private set; }

    internal int Flushes { get; private set; }

    internal List<string> Deleted { get; } = [];

    /// <summary>Called before each deletion, and before each flush of the folder.</summary>
    internal Action OnFolder { get; set; } = () => { };

    public IHeldFolder Hold(string path) => DiskStorage.Instance.Hold(path);

    public IEnumerable<string> List(string folder) => DiskStorage.Instance.List(folder);

    public IReadableFile Read(string path) => DiskStorage.Instance.Read(path);

    public void Rename(string path, string to) => DiskStorage.Instance.Rename(path, to);

    public IWritableFile Create(string path) => new FaultyFile(this, DiskStorage.Instance.Create(path));

    public IWritableFile Open(string path) => new FaultyFile(this, DiskStorage.Instance.Open(path));

    public void Delete(string path)
    {
        FailIf(DeleteFails, "cannot delete");
        DiskStorage.Instance.Delete(path);
        Deleted.Add(Path.GetFileName(path));
        OnFolder();
    }

    public void FlushFolder(string path)
    {
        FailIf(FolderFlushFails, "cannot flush the folder");
        OnFolder();
    }

    private static void FailIf(bool fails, string message)
    {
        if (fails)
        {
            throw new IOException(message);
        }
    }

    private sealed class FaultyFile(FaultyStorage owner, IWritableFile file) : IWritableFile
    {
        public void Write(IReadOnlyList<ReadOnlyMemory<byte>> pieces, long offset)
        {
            owner.Writes++;
            byte[] all = [.. pieces.SelectMany(p => p.ToArray())];
            int room = (int)Math.Min(all.Length, owner.Room);
            file.Write([all.AsMemory(0, room)], offset);
            owner.Room -= room;
            FailIf(room < all.Length, "no space left");
        }

        public void Truncate(long length)
        {
            FailIf(owner.TruncateFails, "cannot truncate");
            file.Truncate(length);
        }

        public void Flush()
        {
            owner.Flushes++;
            FailIf(owner.FlushFails, "cannot flush");
        }

        public void Dispose() => file.Dispose();
    }
}
