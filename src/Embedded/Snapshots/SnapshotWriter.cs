using System.Runtime.InteropServices;
using System.Text;
using ReplayGraph.Embedded.Journal;

namespace ReplayGraph.Embedded.Snapshots;

/// <summary>Writes a snapshot: numbers, texts, arrays as they are in memory, and a checksum over all of it at the end.</summary>
internal sealed class SnapshotWriter(Stream stream)
{
    private readonly byte[] _buffer = new byte[1 << 16];
    private int _used;
    private uint _checksum;

    internal void Number(long value) => Struct(value);

    internal void Id(UInt128 value) => Struct(value);

    internal void Text(string? text)
    {
        Number(text is null ? -1 : 0);
        if (text is not null)
        {
            Array<byte>(Encoding.UTF8.GetBytes(text));
        }
    }

    internal void Array<T>(ReadOnlySpan<T> items)
        where T : unmanaged
    {
        Number(items.Length);
        Write(MemoryMarshal.AsBytes(items));
    }

    /// <summary>Writes items without their count.</summary>
    internal void Raw<T>(ReadOnlySpan<T> items)
        where T : unmanaged => Write(MemoryMarshal.AsBytes(items));

    /// <summary>Writes the checksum, which ends the snapshot.</summary>
    internal void Finish()
    {
        Flush();
        stream.Write(BitConverter.GetBytes(_checksum));
    }

    private void Struct<T>(T value)
        where T : unmanaged => Write(MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in value)));

    private void Write(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _buffer.Length - _used)
        {
            Flush();
        }

        if (bytes.Length > _buffer.Length)
        {
            _checksum = Crc32C.Append(_checksum, bytes);
            stream.Write(bytes);
            return;
        }

        bytes.CopyTo(_buffer.AsSpan(_used));
        _used += bytes.Length;
    }

    private void Flush()
    {
        _checksum = Crc32C.Append(_checksum, _buffer.AsSpan(0, _used));
        stream.Write(_buffer, 0, _used);
        _used = 0;
    }
}
