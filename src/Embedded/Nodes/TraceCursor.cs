using ReplayGraph.Events;
using ReplayGraph.Facts;
using ReplayGraph.Traces;

namespace ReplayGraph.Embedded.Nodes;

/// <summary>
/// The state of a trace, over the packed rows. One object serves all traces, one after the other. Only for the writing thread.
/// </summary>
internal sealed class TraceCursor(OrganizationNodes nodes) : TraceState
{
    private readonly byte[] _scratch = new byte[ObservationRow.Longest];
    private readonly TraceReplay[] _one = new TraceReplay[1];
    private int _trace;

    public override RowRef First => Held(nodes.Traces[_trace].Head);

    public override int SharedTraceReplays => nodes.EvidenceOptions.SharedTraceReplays;

    public override ReadOnlySpan<TraceReplay> Replays => nodes.Traces.Replays(_trace, _one);

    internal TraceCursor At(int trace)
    {
        _trace = trace;
        return this;
    }

    public override RowRef Next(RowRef row) => Held(ObservationRow.Before(nodes.Row(row)));

    public override void Read(RowRef row, out Observation observation) => nodes.TryRead(row.Index, out observation, out _);

    internal RowRef Add(in Observation observation, in Expiry expiry)
    {
        ref TraceRecord trace = ref nodes.Traces[_trace];
        int length = ObservationRow.Write(_scratch, trace.Head, _trace, observation);
        Timestamp expiresAt = expiry.At(observation.Timestamp, observation.RetentionDays);
        uint row = nodes.Rows.Append(length, expiresAt.Milliseconds, out Span<byte> to);
        _scratch.AsSpan(0, length).CopyTo(to);
        Volatile.Write(ref trace.Head, row);
        return new(row);
    }

    public override void Remove(RowRef row) => ObservationRow.State(nodes.Row(row)) |= (byte)RowState.Withdrawn;

    public override bool Add(ReplayRef replay, TraceRole role) => nodes.Traces.AddReplay(_trace, replay, role);

    public override EventAnnotations? Annotations(EventId id) => nodes.Annotations.Find(id);

    // Rows before a dropped row are older, and dropped too.
    private RowRef Held(uint row)
    {
        while (nodes.Rows.Holds(row))
        {
            Span<byte> bytes = nodes.Rows.From(row);
            if ((ObservationRow.State(bytes) & (byte)RowState.Withdrawn) == 0)
            {
                return new(row);
            }

            row = ObservationRow.Before(bytes);
        }

        return default;
    }
}
