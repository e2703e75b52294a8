using System.Buffers.Text;

namespace ReplayGraph.Api.Json;

/// <summary>Writes UTF-8 into a span that is known to be large enough.</summary>
internal ref struct Utf8Output(Span<byte> to)
{
    private readonly Span<byte> _to = to;
    private long _day;
    private int _dayAt;

    /// <summary>The number of bytes written.</summary>
    internal int Length { get; private set; }

    internal void Raw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_to[Length..]);
        Length += bytes.Length;
    }

    internal void Number(long value)
    {
        Utf8Formatter.TryFormat(value, _to[Length..], out int written);
        Length += written;
    }

    internal void Ascii(string text)
    {
        System.Text.Ascii.FromUtf16(text, _to[Length..], out int written);
        Length += written;
    }

    internal void Id(ReplayId id)
    {
        id.WriteTo(_to.Slice(Length, 32));
        Length += 32;
    }

    internal void Time(Timestamp time)
    {
        // Most times of an answer have the date of the one before.
        long day = IsoTimeWriter.DayOf(time);
        Span<byte> to = _to.Slice(Length, IsoTimeWriter.Length);
        if (_dayAt > 0 && day == _day)
        {
            _to.Slice(_dayAt, IsoTimeWriter.DayLength).CopyTo(to);
        }
        else
        {
            IsoTimeWriter.WriteDay(day, to);
            (_day, _dayAt) = (day, Length);
        }

        IsoTimeWriter.WriteTimeOfDay(time, day, to);
        Length += IsoTimeWriter.Length;
    }
}
