using System.Security.Cryptography;

namespace ReplayGraph.Embedded.Journal;

/// <summary>The last segment of a journal, to which frames are appended.</summary>
internal sealed class SegmentWriter : IDisposable
{
    private readonly IWritableFile _file;
    private readonly uint _seed;

    private SegmentWriter(IWritableFile file, string path, long number, uint seed, long durable)
    {
        _file = file;
        Path = path;
        Number = number;
        _seed = seed;
        Durable = durable;
    }

    internal string Path { get; }

    internal long Number { get; }

    /// <summary>The durable length of the file, in bytes. Anything after it does not count.</summary>
    internal long Durable { get; private set; }

    /// <summary>The latest expiry of its frames; null if not all are known.</summary>
    internal long? LatestExpiryMs { get; set; } = long.MinValue;

    internal bool HasFrames => Durable > JournalFormat.SegmentHeader;

    /// <summary>Creates a segment whose header and name are durable.</summary>
    /// <exception cref="FlushFailedException">A flush failed.</exception>
    /// <exception cref="IOException">Another operation failed; part of the file may exist.</exception>
    internal static SegmentWriter Create(IStorage storage, string folder, long number, Func<uint>? salt)
    {
        string path = SegmentFiles.PathOf(folder, number);
        IWritableFile file = storage.Create(path);
        try
        {
            byte[] header = new byte[JournalFormat.SegmentHeader];
            uint seed = JournalFormat.WriteSegmentHeader(header, number, salt?.Invoke() ?? RandomSalt());
            file.Write([header], 0);
            FlushFailedException.Guard(file.Flush);
            FlushFailedException.Guard(() => storage.FlushFolder(folder));
            return new(file, path, number, seed, header.Length);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Continues a segment after its last intact frame: truncates the rest and makes what is left durable.</summary>
    internal static SegmentWriter Continue(IStorage storage, JournalSegment segment)
    {
        uint seed = ReadSeed(storage, segment);
        IWritableFile file = storage.Open(segment.File);
        try
        {
            // Flushed even if nothing was truncated: what a killed process wrote, and this one has read, may be only in the page cache.
            file.Truncate(segment.Length);
            file.Flush();
            return new(file, segment.File, segment.Number, seed, segment.Length) { LatestExpiryMs = segment.LatestExpiryMs };
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Appends the frames and makes them durable.</summary>
    /// <exception cref="FlushFailedException">The flush failed.</exception>
    /// <exception cref="IOException">The write failed; any part of it may be in the file.</exception>
    internal void Append(FrameGather gather, IReadOnlyList<JournalFrame> frames)
    {
        gather.Plan(frames, _seed, Durable);
        _file.Write(gather.Pieces, Durable);
        FlushFailedException.Guard(_file.Flush);
        Durable += gather.Length;
        LatestExpiryMs = LatestExpiryMs is { } latest ? Math.Max(latest, gather.LatestExpiryMs) : null;
    }

    /// <summary>Undoes everything written after the durable end.</summary>
    internal void Cut()
    {
        _file.Truncate(Durable);
        FlushFailedException.Guard(_file.Flush);
    }

    internal JournalSegment Describe() => new(Number, Path, Durable, LatestExpiryMs);

    public void Dispose() => _file.Dispose();

    private static uint ReadSeed(IStorage storage, JournalSegment segment)
    {
        Span<byte> header = stackalloc byte[JournalFormat.SegmentHeader];
        using IReadableFile file = storage.Read(segment.File);
        int read = new StorageStream(file).ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        return JournalFormat.ReadSegmentHeader(header[..read], segment.File, segment.Number, out uint seed) is { } wrong
            ? throw new JournalDamagedException(segment.File, 0, wrong)
            : seed;
    }

    private static uint RandomSalt()
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        RandomNumberGenerator.Fill(bytes);
        return BitConverter.ToUInt32(bytes);
    }
}

/// <summary>A flush failed, so the file's content is unknown.</summary>
internal sealed class FlushFailedException(Exception inner) : IOException(inner.Message, inner)
{
    internal static void Guard(Action flush)
    {
        try
        {
            flush();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FlushFailedException(e);
        }
    }
}
