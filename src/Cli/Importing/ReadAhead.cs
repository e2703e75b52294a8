using System.Buffers;
using System.IO.Pipelines;

namespace ReplayGraph.Cli.Importing;

/// <summary>
/// Reads ahead from an input that may pause, such as a pipe, and detects pauses, so that available lines need not wait for more. Not safe
/// for concurrent use.
/// </summary>
internal sealed class ReadAhead
{
    private const int ReadBytes = 1 << 16;

    // Long enough for a busy writer to fill a piece, short enough for a user who watches.
    private static readonly TimeSpan _patience = TimeSpan.FromMilliseconds(250);

    private readonly Pipe _pipe;
    private readonly TimeProvider _time;
    private readonly int _bytes;
    private readonly Task _reading;

    /// <summary>Starts to read.</summary>
    /// <param name="input">The input, which the caller keeps and must not close while <see cref="IsReading"/>.</param>
    /// <param name="bytes">The number of bytes to wait for.</param>
    /// <param name="time">The clock.</param>
    internal ReadAhead(Stream input, int bytes, TimeProvider time)
    {
        (_bytes, _time) = (bytes, time);
        _pipe = new(new(pauseWriterThreshold: 2L * bytes, resumeWriterThreshold: bytes, minimumSegmentSize: ReadBytes));
        _reading = Task.Run(() => PumpAsync(input));
    }

    internal bool IsReading => !_reading.IsCompleted;

    /// <summary>Reads until the buffer is full, the input pauses or it ends.</summary>
    /// <returns>The number of bytes read, and whether the input has ended.</returns>
    internal async ValueTask<(int Read, bool IsEnd)> ReadAsync(Memory<byte> into, CancellationToken cancel)
    {
        // One timer for the whole call, not for each read: most inputs do not pause.
        await using ITimer pause = _time.CreateTimer(_ => _pipe.Reader.CancelPendingRead(), null, _patience, Timeout.InfiniteTimeSpan);
        ReadResult result = await _pipe.Reader.ReadAtLeastAsync(Math.Min(into.Length, _bytes), cancel).ConfigureAwait(false);
        int read = (int)Math.Min(result.Buffer.Length, into.Length);
        bool isEnd = result.IsCompleted && read == result.Buffer.Length;
        ReadOnlySequence<byte> taken = result.Buffer.Slice(0, read);
        taken.CopyTo(into.Span);
        _pipe.Reader.AdvanceTo(taken.End);
        return (read, isEnd);
    }

    private async Task PumpAsync(Stream input)
    {
        Exception? failure = null;
        try
        {
            int read;
            do
            {
                read = await input.ReadAsync(_pipe.Writer.GetMemory(ReadBytes)).ConfigureAwait(false);
                _pipe.Writer.Advance(read);
            }
            while (read > 0 && !(await _pipe.Writer.FlushAsync().ConfigureAwait(false)).IsCompleted);
        }
        catch (Exception e)
        {
            failure = e; // the next read throws it
        }

        await _pipe.Writer.CompleteAsync(failure).ConfigureAwait(false);
    }
}
