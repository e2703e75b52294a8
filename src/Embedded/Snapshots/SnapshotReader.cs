using System.Runtime.InteropServices;
using System.Text;
using ReplayGraph.Embedded.Journal;

namespace ReplayGraph.Embedded.Snapshots;

/// <summary>Reads what <see cref="SnapshotWriter"/> wrote; throws <see cref="InvalidDataException"/> for anything else.</summary>
internal sealed class SnapshotReader(Stream stream, long length)
{
    private readonly byte[] _buffer = new byte[1 << 16];
    private long _left = length - sizeof(uint);
    private int _at;
    private int _filled;
    private uint _checksum;

    internal long Number() => Struct<long>();

    internal int Count()
    {
        long count = Number();
        return count >= 0 && count <= System.Array.MaxLength
            ? (int)count
            : throw new InvalidDataException("The snapshot has an invalid count.");
    }

    internal UInt128 Id() => Struct<UInt128>();

    internal string? Text() => Number() < 0 ? null : Encoding.UTF8.GetString(Array<byte>());

    internal T[] Array<T>()
        where T : unmanaged
    {
        int count = Count();
        if ((long)count * Marshal.SizeOf<T>() > _left + _filled - _at)
        {
            throw new InvalidDataException("An array in the snapshot is longer than the file.");
        }

        T[] items = GC.AllocateUninitializedArray<T>(count);
        Raw<T>(items);
        return items;
    }

    internal void Raw<T>(Span<T> items)
        where T : unmanaged
    {
        Span<byte> to = MemoryMarshal.AsBytes(items);
        while (!to.IsEmpty)
        {
            if (_at < _filled)
            {
                int count = Math.Min(to.Length, _filled - _at);
                _buffer.AsSpan(_at, count).CopyTo(to);
                _at += count;
                to = to[count..];
            }
            else if (to.Length >= _buffer.Length)
            {
                int count = (int)Math.Min(to.Length, _left);
                Fill(to[..count]);
                to = to[count..];
            }
            else
            {
                _filled = (int)Math.Min(_buffer.Length, _left);
                _at = 0;
                Fill(_buffer.AsSpan(0, _filled));
            }
        }
    }

    /// <summary>Verifies the end of the snapshot and its checksum.</summary>
    internal void Finish()
    {
        Span<byte> written = stackalloc byte[sizeof(uint)];
        stream.ReadExactly(written);
        if (_left != 0 || _at != _filled || BitConverter.ToUInt32(written) != _checksum)
        {
            throw new InvalidDataException("The snapshot's checksum does not match.");
        }
    }

    private T Struct<T>()
        where T : unmanaged
    {
        T value = default;
        Raw(new Span<T>(ref value));
        return value;
    }

    private void Fill(Span<byte> to)
    {
        if (to.IsEmpty)
        {
            throw new InvalidDataException("The snapshot is truncated.");
        }

        stream.ReadExactly(to);
        _left -= to.Length;
        _checksum = Crc32C.Append(_checksum, to);
    }
}
