using System.Buffers.Binary;
using ReplayGraph.Embedded.Journal;
using ReplayGraph.Embedded.Snapshots;

namespace ReplayGraph.Embedded.Files;

/// <summary>
/// A small file in a data folder that is replaced as a whole: after a crash it holds what was saved last, or what was saved before. Only the process
/// that holds the folder may use it, one call at a time.
/// </summary>
public sealed class StateFile
{
    private const int HeaderSize = sizeof(long) + sizeof(uint);

    // "RGF" and the version of what is around the content.
    private const long Magic = 0x5247_4600_0000_0001;

    private readonly IStorage _storage;
    private readonly string _folder;
    private readonly string _path;

    /// <summary>Names the file; it need not exist.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="name">The name of the file there.</param>
    public StateFile(string folder, string name)
        : this(DiskStorage.Instance, folder, name)
    {
    }

    internal StateFile(IStorage storage, string folder, string name) =>
        (_storage, _folder, _path) = (storage, folder, Path.Combine(folder, name));

    /// <summary>Where a damaged file is set aside.</summary>
    public string DamagedPath => _path + ".damaged";

    /// <summary>Reads the content; empty if the file does not exist.</summary>
    /// <param name="isDamaged">Whether the file was damaged. It is set aside, and the content is empty.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public byte[] Load(out bool isDamaged)
    {
        isDamaged = false;
        byte[] bytes;
        try
        {
            using IReadableFile file = _storage.Read(_path);
            bytes = new byte[file.Length];
            new StorageStream(file).ReadExactly(bytes);
        }
        catch (FileNotFoundException)
        {
            return [];
        }

        if (bytes.Length >= HeaderSize && BinaryPrimitives.ReadInt64LittleEndian(bytes) == Magic
            && BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(sizeof(long))) == Crc32C.Append(0, bytes.AsSpan(HeaderSize)))
        {
            return bytes[HeaderSize..];
        }

        isDamaged = true;
        _storage.Rename(_path, DamagedPath);
        return [];
    }

    /// <summary>Replaces the content, durably.</summary>
    /// <exception cref="IOException">That is impossible. The file holds the old content or the new.</exception>
    public void Save(ReadOnlyMemory<byte> content)
    {
        byte[] header = new byte[HeaderSize];
        BinaryPrimitives.WriteInt64LittleEndian(header, Magic);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(sizeof(long)), Crc32C.Append(0, content.Span));
        var draft = new SnapshotDraft(_storage, _path + ".draft", _path);
        try
        {
            draft.File.Write([header, content], 0);
        }
        catch
        {
            draft.Abandon();
            throw;
        }

        draft.Publish();
        _storage.FlushFolder(_folder);
    }
}
