using System.Buffers.Binary;
using System.Buffers.Text;

namespace ReplayGraph.Cli.Generating;

/// <summary>Writes facts as native lines, straight into one buffer.</summary>
internal sealed class FactLines(Stream to, bool isTitled)
{
    private const int Size = 1 << 17;

    // Far more than an event, or a segment without its lists, needs.
    private const int Longest = 1024;

    private readonly byte[] _buffer = new byte[Size];
    private int _at;

    internal void Write(in ScheduledFact fact)
    {
        Reserve(Longest);
        if (fact.Segment is { } segment)
        {
            WriteSegment(fact, segment);
        }
        else
        {
            WriteEvent(fact);
        }

        Text("}\n"u8);
    }

    internal void Flush()
    {
        to.Write(_buffer.AsSpan(0, _at));
        to.Flush();
        _at = 0;
    }

    private void WriteEvent(in ScheduledFact fact)
    {
        Text(fact.IsError ? "{\"type\":\"error\",\"event_id\":\""u8 : "{\"type\":\"transaction\",\"event_id\":\""u8);
        Id(fact.EventId);
        Text("\",\"project_id\":"u8);
        Number(fact.Project);
        Text(",\"timestamp\":"u8);
        Seconds(fact.Milliseconds);
        Text(",\"trace_id\":\""u8);
        Id(fact.TraceId);
        Text("\",\"transaction\":\""u8);
        Text(fact.Name);
        Text(fact.Project == Workload.Browser ? "\",\"platform\":\"javascript\""u8 : "\",\"platform\":\"python\""u8);
        if (fact.IsError)
        {
            Text(",\"group_id\":"u8);
            Number(fact.Issue);
            if (isTitled)
            {
                Text(",\"title\":\""u8);
                Text(ErrorTitles.Of(fact.Issue, fact.EventId));
                Text("\""u8);
            }
        }
        else
        {
            Text(",\"duration_ms\":"u8);
            Number(fact.DurationMs);
        }

        if (fact.ReplayId != default)
        {
            Text(",\"replay_id\":\""u8);
            Id(fact.ReplayId);
            Text("\""u8);
        }
    }

    private void WriteSegment(in ScheduledFact fact, Recording segment)
    {
        Text("{\"type\":\"replay_event\",\"replay_id\":\""u8);
        Id(fact.ReplayId);
        Text("\",\"project_id\":"u8);
        Number(fact.Project);
        Text(",\"segment_id\":"u8);
        Number(segment.Number);
        Text(",\"timestamp\":"u8);
        Seconds(fact.Milliseconds);
        Text(",\"replay_start_timestamp\":"u8);
        Seconds(segment.ReplayStart);
        Text(",\"trace_ids\":["u8);
        Ids(segment.Traces);
        Text("],\"error_ids\":["u8);
        Ids(segment.Errors);
        Text("],\"urls\":[\""u8);
        Text(fact.Name);
        Text("\"]"u8);
    }

    private void Ids(List<UInt128> ids)
    {
        for (int i = 0; i < ids.Count; i++)
        {
            Reserve(Longest);
            Text(i == 0 ? "\""u8 : ",\""u8);
            Id(ids[i]);
            Text("\""u8);
        }
    }

    private void Reserve(int bytes)
    {
        if (_buffer.Length - _at < bytes)
        {
            to.Write(_buffer.AsSpan(0, _at));
            _at = 0;
        }
    }

    private void Text(ReadOnlySpan<byte> utf8)
    {
        utf8.CopyTo(_buffer.AsSpan(_at));
        _at += utf8.Length;
    }

    private void Id(UInt128 id)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, id);
        Convert.TryToHexStringLower(bytes, _buffer.AsSpan(_at), out int written);
        _at += written;
    }

    private void Number(long value)
    {
        Utf8Formatter.TryFormat(value, _buffer.AsSpan(_at), out int written);
        _at += written;
    }

    private void Seconds(long milliseconds)
    {
        (long seconds, long rest) = Math.DivRem(milliseconds, 1000);
        Number(seconds);
        Span<byte> fraction = _buffer.AsSpan(_at, 4);
        fraction[0] = (byte)'.';
        fraction[1] = (byte)('0' + rest / 100);
        fraction[2] = (byte)('0' + rest / 10 % 10);
        fraction[3] = (byte)('0' + rest % 10);
        _at += 4;
    }
}
