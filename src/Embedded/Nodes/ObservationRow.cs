using System.Buffers.Binary;
using ReplayGraph.Embedded.Memory;
using ReplayGraph.Facts;
using ReplayGraph.Traces;

namespace ReplayGraph.Embedded.Nodes;

/// <summary>The mutable state of a row.</summary>
[Flags]
internal enum RowState : byte
{
    None = 0,

    /// <summary>A later observation of the same key superseded it.</summary>
    Withdrawn = 1,

    /// <summary>Its event may have been moved or deleted: check the event's annotations.</summary>
    Reassigned = 2,
}

/// <summary>
/// An observation's bytes: the row before it of the same trace (4), the trace's number (4), the event's id (16), the time (6), which fields
/// follow (2), <see cref="RowState"/> (1), then those fields, numbers as varints, names and replays by number.
/// </summary>
internal static class ObservationRow
{
    private const int TraceAt = 4;
    private const int EventAt = 8;
    private const int TimeAt = 24;
    private const int FieldsAt = 30;
    private const int StateAt = 32;
    private const int FirstField = 33;

    /// <summary>The maximum length of a row, in bytes.</summary>
    internal const int Longest = FirstField + 10 + 6 + 10 + (6 * 5) + 16 + 5 + 3 + 8;

    [Flags]
    private enum Has : ushort
    {
        IsError = 1,
        Received = 2,
        Issue = 4,
        Transaction = 8,
        Replay = 16,
        Platform = 32,
        Environment = 64,
        Release = 128,
        Hash = 256,
        Duration = 512,
        Retention = 1024,
        Span = 2048,
        LevelShift = 4096,
        Levels = 7 * LevelShift,
        Sdk = 32_768,
    }

    // A row can be dropped while a reader follows a link to it; it then reads as empty.
    internal static uint Before(ReadOnlySpan<byte> row) => row.IsEmpty ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(row);

    internal static int Trace(ReadOnlySpan<byte> row) => row.IsEmpty ? 0 : BinaryPrimitives.ReadInt32LittleEndian(row[TraceAt..]);

    internal static EventId Event(ReadOnlySpan<byte> row) =>
        row.IsEmpty ? default : new(BinaryPrimitives.ReadUInt128LittleEndian(row[EventAt..]));

    internal static Timestamp Time(ReadOnlySpan<byte> row) => row.IsEmpty ? default : ReadTime(row[TimeAt..]);

    internal static ProjectId Project(ReadOnlySpan<byte> row)
    {
        int at = FirstField;
        return new((long)ReadNumber(row, ref at));
    }

    internal static ref byte State(Span<byte> row) => ref row[StateAt];

    internal static int Write(Span<byte> row, uint before, int trace, in Observation o)
    {
        Has has = Fields(o);
        BinaryPrimitives.WriteUInt32LittleEndian(row, before);
        BinaryPrimitives.WriteInt32LittleEndian(row[TraceAt..], trace);
        BinaryPrimitives.WriteUInt128LittleEndian(row[EventAt..], o.EventId.Value);
        WriteTime(row[TimeAt..], o.Timestamp);
        BinaryPrimitives.WriteUInt16LittleEndian(row[FieldsAt..], (ushort)has);
        row[StateAt] = 0;
        int at = FirstField;
        WriteNumber(row, ref at, (ulong)o.ProjectId.Value);
        if ((has & Has.Received) != 0)
        {
            WriteTime(row[at..], o.Received);
            at += 6;
        }

        if ((has & Has.Issue) != 0) WriteNumber(row, ref at, (ulong)o.IssueId.Value);
        if ((has & Has.Transaction) != 0) WriteNumber(row, ref at, (ulong)o.Transaction!.Index);
        if ((has & Has.Replay) != 0) WriteNumber(row, ref at, (ulong)o.Replay.Index);
        if ((has & Has.Platform) != 0) WriteNumber(row, ref at, (ulong)o.Platform!.Index);
        if ((has & Has.Environment) != 0) WriteNumber(row, ref at, (ulong)o.Environment!.Index);
        if ((has & Has.Release) != 0) WriteNumber(row, ref at, (ulong)o.Release!.Index);
        if ((has & Has.Hash) != 0)
        {
            BinaryPrimitives.WriteUInt128LittleEndian(row[at..], o.PrimaryHash);
            at += 16;
        }

        if ((has & Has.Duration) != 0) WriteNumber(row, ref at, o.DurationMs);
        if ((has & Has.Retention) != 0) WriteNumber(row, ref at, o.RetentionDays);
        if ((has & Has.Span) != 0)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(row[at..], o.SpanId);
            at += 8;
        }

        if ((has & Has.Sdk) != 0) WriteNumber(row, ref at, (ulong)o.Sdk!.Index);

        return at;
    }

    internal static void Read(ReadOnlySpan<byte> row, NameTable names, out Observation o)
    {
        o = default;
        var has = (Has)BinaryPrimitives.ReadUInt16LittleEndian(row[FieldsAt..]);
        o.EventId = Event(row);
        o.Timestamp = ReadTime(row[TimeAt..]);
        o.Kind = (has & Has.IsError) != 0 ? FactKind.Error : FactKind.Transaction;
        o.Level = (Level)((ushort)(has & Has.Levels) / (ushort)Has.LevelShift);
        int at = FirstField;
        o.ProjectId = new((long)ReadNumber(row, ref at));
        o.Received = o.Timestamp;
        if ((has & Has.Received) != 0)
        {
            o.Received = ReadTime(row[at..]);
            at += 6;
        }

        if ((has & Has.Issue) != 0) o.IssueId = new((long)ReadNumber(row, ref at));
        if ((has & Has.Transaction) != 0) o.Transaction = names[(int)ReadNumber(row, ref at)];
        if ((has & Has.Replay) != 0) o.Replay = new((int)ReadNumber(row, ref at));
        if ((has & Has.Platform) != 0) o.Platform = names[(int)ReadNumber(row, ref at)];
        if ((has & Has.Environment) != 0) o.Environment = names[(int)ReadNumber(row, ref at)];
        if ((has & Has.Release) != 0) o.Release = names[(int)ReadNumber(row, ref at)];
        if ((has & Has.Hash) != 0)
        {
            o.PrimaryHash = BinaryPrimitives.ReadUInt128LittleEndian(row[at..]);
            at += 16;
        }

        if ((has & Has.Duration) != 0) o.DurationMs = (uint)ReadNumber(row, ref at);
        if ((has & Has.Retention) != 0) o.RetentionDays = (ushort)ReadNumber(row, ref at);
        if ((has & Has.Span) != 0)
        {
            o.SpanId = BinaryPrimitives.ReadUInt64LittleEndian(row[at..]);
            at += 8;
        }

        if ((has & Has.Sdk) != 0) o.Sdk = names[(int)ReadNumber(row, ref at)];
    }

    private static Has Fields(in Observation o) =>
        (o.Kind == FactKind.Error ? Has.IsError : 0)
        | (o.Received != o.Timestamp ? Has.Received : 0)
        | (o.IssueId.IsNone ? 0 : Has.Issue)
        | (o.Transaction is null ? 0 : Has.Transaction)
        | (o.Replay.IsNone ? 0 : Has.Replay)
        | (o.Platform is null ? 0 : Has.Platform)
        | (o.Environment is null ? 0 : Has.Environment)
        | (o.Release is null ? 0 : Has.Release)
        | (o.PrimaryHash == default ? 0 : Has.Hash)
        | (o.DurationMs == 0 ? 0 : Has.Duration)
        | (o.RetentionDays == 0 ? 0 : Has.Retention)
        | (o.SpanId == 0 ? 0 : Has.Span)
        | (o.Sdk is null ? 0 : Has.Sdk)
        | (Has)((ushort)o.Level * (ushort)Has.LevelShift);

    private static void WriteTime(Span<byte> to, Timestamp time)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(to, (uint)time.Milliseconds);
        BinaryPrimitives.WriteUInt16LittleEndian(to[4..], (ushort)(time.Milliseconds >> 32));
    }

    private static Timestamp ReadTime(ReadOnlySpan<byte> from) =>
        new(BinaryPrimitives.ReadUInt32LittleEndian(from) | ((long)BinaryPrimitives.ReadUInt16LittleEndian(from[4..]) << 32));

    private static void WriteNumber(Span<byte> to, ref int at, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            to[at++] = (byte)(value | 0x80);
        }

        to[at++] = (byte)value;
    }

    private static ulong ReadNumber(ReadOnlySpan<byte> from, ref int at)
    {
        ulong value = from[at++];
        if (value < 0x80)
        {
            return value;
        }

        value &= 0x7F;
        for (int shift = 7; ; shift += 7)
        {
            byte next = from[at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }
}
