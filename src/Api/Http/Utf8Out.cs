using System.Buffers.Text;

namespace ReplayGraph.Api.Http;

/// <summary>Writes UTF-8 into bytes that are known to be enough.</summary>
internal ref struct Utf8Out(Span<byte> to)
{
    private readonly Span<byte> _to = to;
    private long _day;
    private int _dayAt;

    /// <summary>How much was written.</summary>
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
        // The times of an answer lie close together: most have the day of the one before.
        long day = IsoTime.DayOf(time);
        Span<byte> to = _to.Slice(Length, IsoTime.Length);
        if (_dayAt > 0 && day == _day)
        {
            _to.Slice(_dayAt, IsoTime.DayLength).CopyTo(to);
        }
        else
        {
            IsoTime.WriteDay(day, to);
            (_day, _dayAt) = (day, Length);
        }

        IsoTime.WriteTimeOfDay(time, day, to);
        Length += IsoTime.Length;
    }
}
