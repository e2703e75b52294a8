namespace ReplayGraph.Simulation.Disks;

/// <summary>A file: its current content, and the content that is flushed.</summary>
internal sealed class DiskFile
{
    private const int Sector = 512;

    private byte[] _now = [];
    private byte[] _durable = [];

    // True once a flush has failed: later flushes succeed, but do not write the dropped data.
    private bool _isLost;

    internal long Length => _now.Length;

    internal int Read(Span<byte> to, long offset)
    {
        int count = (int)Math.Clamp(_now.Length - offset, 0, to.Length);
        _now.AsSpan((int)Math.Min(offset, _now.Length), count).CopyTo(to);
        return count;
    }

    internal void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        if (offset + bytes.Length > _now.Length)
        {
            Array.Resize(ref _now, (int)offset + bytes.Length);
        }
        else
        {
            _now = [.. _now];
        }

        bytes.CopyTo(_now.AsSpan((int)offset));
    }

    internal void Truncate(long length) => Array.Resize(ref _now, (int)length);

    internal void Flush() => _durable = _isLost ? _durable : _now;

    internal void Lose() => _isLost = true;

    /// <summary>The content after a power loss: any unflushed sectors survive, the others are blank.</summary>
    internal DiskFile AfterLossOfPower(Random random)
    {
        if (_now.AsSpan().SequenceEqual(_durable))
        {
            return new DiskFile { _now = _durable, _durable = _durable };
        }

        // The new length may survive without the data.
        int length = random.Next(2) == 0
            ? _now.Length
            : random.Next(Math.Min(_now.Length, _durable.Length), Math.Max(_now.Length, _durable.Length) + 1);
        byte[] left = new byte[length];
        for (int at = 0; at < length; at += Sector)
        {
            byte[] from = random.Next(2) == 0 ? _now : _durable;
            int end = Math.Min(Math.Min(at + Sector, length), from.Length);
            if (end > at)
            {
                from.AsSpan(at, end - at).CopyTo(left.AsSpan(at));
            }
        }

        return new DiskFile { _now = left, _durable = left };
    }
}
