using System.Runtime.InteropServices;
using System.Text;

namespace ReplayGraph.Embedded.Snapshots;

/// <summary>Writes the parts of a snapshot: numbers, texts, and arrays as they lie in memory; a checksum over all of it at the end.</summary>
internal sealed class SnapshotWriter(Stream stream)
{
    private readonly byte[] _buffer = new byte[1 << 16];
    private int _used;
    private uint _checksum = Checksum.Start;

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

    /// <summary>Items of a known number, without it.</summary>
    internal void Raw<T>(ReadOnlySpan<T> items)
        where T : unmanaged => Write(MemoryMarshal.AsBytes(items));

    /// <summary>Writes the checksum. Nothing may follow.</summary>
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
            _checksum = Checksum.Append(_checksum, bytes);
            stream.Write(bytes);
            return;
        }

        bytes.CopyTo(_buffer.AsSpan(_used));
        _used += bytes.Length;
    }

    private void Flush()
    {
        _checksum = Checksum.Append(_checksum, _buffer.AsSpan(0, _used));
        stream.Write(_buffer, 0, _used);
        _used = 0;
    }
}
