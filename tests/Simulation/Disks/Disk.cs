using ReplayGraph.Embedded.Journal;
using ReplayGraph.Simulation.Faults;

namespace ReplayGraph.Simulation.Disks;

/// <summary>
/// The disk of a simulated machine. Unflushed writes survive the end of the process. Only a part of them survives a power loss: any
/// of their sectors, and a prefix of the name changes.
/// </summary>
internal sealed class Disk(FaultDraw faults, Random random) : IStorage
{
    private readonly Dictionary<string, DiskFile> _names = [];
    private readonly List<Action<Dictionary<string, DiskFile>>> _unflushed = [];
    private Dictionary<string, DiskFile> _durable = [];
    private Held? _held;

    /// <summary>Whether a flush has failed since the machine started. The data of that flush may be lost.</summary>
    internal bool HasLost { get; private set; }

    /// <summary>Whether the process was killed between two disk operations. Nothing that it does reaches the disk any more.</summary>
    internal bool IsStopped { get; private set; }

    /// <summary>Raised when that happens.</summary>
    internal Action? Stopped { get; set; }

    public IHeldFolder Hold(string path)
    {
        if (_held is not null)
        {
            throw new DataFolderInUseException(path, "the previous process");
        }

        _held = new Held(this, path);
        return _held;
    }

    public IEnumerable<string> List(string folder) => [.. _names.Keys.Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    public IReadableFile Read(string path) => new Reading(Find(path));

    public IWritableFile Create(string path)
    {
        Fail(path);
        if (_names.ContainsKey(path))
        {
            throw new IOException($"{path} is there");
        }

        var file = new DiskFile();
        Change(names => names[path] = file);
        return new Writing(this, file);
    }

    public IWritableFile Open(string path) => new Writing(this, Find(path));

    public void Delete(string path)
    {
        Fail(path);
        Change(names => names.Remove(path));
    }

    public void Rename(string path, string to)
    {
        Fail(path);
        DiskFile file = Find(path);
        Change(names =>
        {
            names.Remove(path);
            names[to] = file;
        });
    }

    public void FlushFolder(string path)
    {
        Begin();
        if (faults.Happens(Fault.FlushFails, 300))
        {
            HasLost = true;
            throw new IOException("The folder cannot be flushed.");
        }

        _unflushed.Clear();
        _durable = new(_names);
    }

    /// <summary>The process has ended.</summary>
    internal void Release() => (_held, IsStopped) = (null, false);

    /// <summary>The machine loses its power and restarts.</summary>
    internal void LosePower()
    {
        Release();
        int kept = random.Next(_unflushed.Count + 1);
        _unflushed.Take(kept).ToList().ForEach(change => change(_durable));
        _unflushed.Clear();
        _names.Clear();
        foreach ((string path, DiskFile file) in _durable)
        {
            _names[path] = file.AfterLossOfPower(random);
        }

        _durable = new(_names);
        HasLost = false;
    }

    private DiskFile Find(string path) =>
        _names.GetValueOrDefault(path) ?? throw new FileNotFoundException($"{path} does not exist.", path);

    private void Change(Action<Dictionary<string, DiskFile>> change)
    {
        change(_names);
        _unflushed.Add(change);
    }

    // Called before each operation.
    private void Begin()
    {
        if (!IsStopped && faults.Happens(Fault.KillWhileWriting, 150))
        {
            IsStopped = true;
            Stopped?.Invoke();
        }

        if (IsStopped)
        {
            throw new IOException("The process is stopped.");
        }
    }

    private void Fail(string path)
    {
        Begin();
        if (faults.Happens(Fault.FileFails, 150))
        {
            throw new IOException($"{path}: the operation failed.");
        }
    }

    private sealed class Held(Disk disk, string path) : IHeldFolder
    {
        public string Path => path;

        public void Dispose() => disk._held = disk._held == this ? null : disk._held;
    }

    private sealed class Reading(DiskFile file) : IReadableFile
    {
        public long Length => file.Length;

        public int Read(Span<byte> to, long offset) => file.Read(to, offset);

        public void Dispose()
        {
            // There is nothing to release.
        }
    }

    private sealed class Writing(Disk disk, DiskFile file) : IWritableFile
    {
        public void Write(IReadOnlyList<ReadOnlyMemory<byte>> pieces, long offset)
        {
            disk.Begin();
            byte[] all = [.. pieces.SelectMany(piece => piece.ToArray())];
            if (disk.IsFull(out uint room))
            {
                file.Write(all.AsSpan(0, (int)(room % (all.Length + 1))), offset);
                throw new IOException("No space left.");
            }

            file.Write(all, offset);
        }

        public void Truncate(long length)
        {
            disk.Fail("a file");
            file.Truncate(length);
        }

        public void Flush()
        {
            disk.Begin();
            if (disk.IsFlushLost())
            {
                file.Lose();
                throw new IOException("The file cannot be flushed.");
            }

            file.Flush();
        }

        public void Dispose()
        {
            // Written data stays.
        }
    }

    private bool IsFull(out uint room) => faults.Happens(Fault.DiskFull, 100, out room);

    private bool IsFlushLost()
    {
        bool isLost = faults.Happens(Fault.FlushFails, 200);
        HasLost |= isLost;
        return isLost;
    }
}
