using System.Buffers;

namespace ReplayGraph.Cli.Importing;

/// <summary>Splits an input into pieces of whole lines, in order. Not safe for concurrent use.</summary>
/// <param name="input">The input, which the caller keeps.</param>
/// <param name="pieceBytes">The target size of a piece, in bytes; a longer line makes a larger piece.</param>
/// <param name="maxLineBytes">The maximum line length, in bytes; a longer line becomes a piece that only says so.</param>
/// <param name="time">The clock for an input that may pause, which then yields a smaller piece; null if it never pauses.</param>
internal sealed class LinePieceReader(Stream input, int pieceBytes, int maxLineBytes, TimeProvider? time = null)
{
    private readonly ReadAhead? _ahead = time is null ? null : new(input, pieceBytes, time);
    private byte[] _next = ArrayPool<byte>.Shared.Rent(pieceBytes);
    private int _length;
    private long _line = 1;
    private bool _atEnd;
    private bool _passing;

    /// <summary>Whether a read is in progress, even without a waiting caller.</summary>
    internal bool IsReading => _ahead is { IsReading: true };

    /// <summary>The next piece, or null at the end.</summary>
    internal async ValueTask<LinePiece?> ReadAsync(CancellationToken cancel)
    {
        int seen = 0;
        while (true)
        {
            await FillAsync(cancel).ConfigureAwait(false);
            if (_length == 0)
            {
                return null;
            }

            if (_passing)
            {
                PassRestOfLine();
                continue;
            }

            int last = _next.AsSpan(seen, _length - seen).LastIndexOf((byte)'\n');
            if (last >= 0 || (_atEnd && _length <= maxLineBytes))
            {
                return Cut(_atEnd ? _length : seen + last + 1);
            }

            if (_length > maxLineBytes)
            {
                return CutTooLong();
            }

            seen = _length;
            Grow();
        }
    }

    private async ValueTask FillAsync(CancellationToken cancel)
    {
        bool isPausing = false;
        while (!_atEnd && _length < _next.Length && !(isPausing && HasLine()))
        {
            Memory<byte> room = _next.AsMemory(_length);
            int read = 0;
            if (_ahead is null)
            {
                read = await input.ReadAsync(room, cancel).ConfigureAwait(false);
                _atEnd = read == 0;
            }
            else
            {
                (read, _atEnd) = await _ahead.ReadAsync(room, cancel).ConfigureAwait(false);
                isPausing = read < room.Length;
            }

            _length += read;
        }
    }

    private bool HasLine() => !_passing && _next.AsSpan(0, _length).Contains((byte)'\n');

    private LinePiece Cut(int end)
    {
        byte[] full = _next;
        _next = ArrayPool<byte>.Shared.Rent(Math.Max(pieceBytes, _length - end));
        full.AsSpan(end, _length - end).CopyTo(_next);
        _length -= end;
        long first = _line;
        _line += full.AsSpan(0, end).Count((byte)'\n');
        return new(full, end, first);
    }

    private LinePiece CutTooLong()
    {
        (_passing, _length) = (true, 0);
        return new(ArrayPool<byte>.Shared.Rent(1), 0, _line) { IsTooLong = true };
    }

    private void PassRestOfLine()
    {
        int end = _next.AsSpan(0, _length).IndexOf((byte)'\n') + 1;
        if (end == 0)
        {
            _length = 0;
            return;
        }

        _next.AsSpan(end, _length - end).CopyTo(_next);
        (_passing, _length) = (false, _length - end);
        _line++;
    }

    private void Grow()
    {
        byte[] full = _next;
        _next = ArrayPool<byte>.Shared.Rent(full.Length * 2);
        full.AsSpan(0, _length).CopyTo(_next);
        ArrayPool<byte>.Shared.Return(full);
    }
}
