using ReplayGraph.Cluster.Messages;
using ReplayGraph.Facts;
using ReplayGraph.Ingest;
using ReplayGraph.Traces;

namespace ReplayGraph.Cluster.Traces;

/// <summary>
/// An entry of a trace's log: the time of the write, then tagged items. The tags are persisted and never change. Malformed bytes raise
/// <see cref="InvalidDataException"/>.
/// </summary>
internal sealed class TraceEntry
{
    private const byte ObservedTag = 1, SeenTag = 2, ListedTag = 3, WithdrawnTag = 4;

    private readonly FactWriter _to;

    /// <summary>An empty entry.</summary>
    /// <param name="to">Holds its bytes; the entry has it to itself.</param>
    /// <param name="now">The time of the write.</param>
    internal TraceEntry(FactWriter to, Timestamp now)
    {
        _to = to;
        _to.Clear();
        _to.Time(now);
    }

    /// <summary>Whether there is anything to write.</summary>
    internal bool IsEmpty { get; private set; } = true;

    internal byte[] Bytes => _to.Written.ToArray();

    /// <summary>Writes an observation.</summary>
    internal void Observed(ReadOnlySpan<byte> observation) => Sized(ObservedTag, observation);

    /// <summary>Writes the withdrawal of an observation.</summary>
    internal void Withdrawn(ReadOnlySpan<byte> observation) => Sized(WithdrawnTag, observation);

    /// <summary>Writes a replay that lists the trace.</summary>
    internal void Seen(ReplayId replay)
    {
        Tag(SeenTag);
        _to.Id(replay.Value);
    }

    /// <summary>Writes a listing of an event.</summary>
    internal void Listed(in Listed listed)
    {
        Tag(ListedTag);
        Listings.Write(_to, listed);
    }

    /// <summary>Applies an entry to a state.</summary>
    /// <returns>When it was written.</returns>
    internal static Timestamp Fold(TraceRows rows, byte[] entry)
    {
        var from = new FactReader(entry);
        Timestamp written = from.Time();
        while (!from.AtEnd)
        {
            switch (from.Byte())
            {
                case ObservedTag:
                    ReadOnlyMemory<byte> bytes = from.Raw(from.Count(1));
                    TraceStep.RestoreNames(rows, rows.Add(ObservedEvent.Read(bytes), bytes));
                    break;
                case SeenTag:
                    rows.Add(rows.RefOf(new(from.Id())), TraceRole.Lists);
                    break;
                case ListedTag:
                    Listed listed = Listings.Read(ref from);
                    rows.Add(listed);
                    foreach (RowRef row in rows.Of(listed.Event))
                    {
                        TraceStep.RestoreNames(rows, row);
                    }

                    break;
                case WithdrawnTag:
                    rows.Withdraw(from.Raw(from.Count(1)).Span);
                    break;
                case var tag:
                    throw new InvalidDataException($"Unknown tag in the log of a trace: {tag}.");
            }
        }

        return written;
    }

    /// <summary>One entry that stands for entries that follow each other.</summary>
    /// <param name="entries">The entries.</param>
    /// <param name="isKept">Whether an observation is still to be kept.</param>
    internal static byte[] Merge(IReadOnlyList<byte[]> entries, Func<ReadOnlyMemory<byte>, bool> isKept)
    {
        var last = new FactReader(entries[^1]);
        var merged = new TraceEntry(new FactWriter(), last.Time());
        foreach (byte[] entry in entries)
        {
            var from = new FactReader(entry);
            from.Time();
            while (!from.AtEnd)
            {
                merged.Copy(ref from, isKept);
            }
        }

        return merged.Bytes;
    }

    private void Copy(ref FactReader from, Func<ReadOnlyMemory<byte>, bool> isKept)
    {
        byte tag = from.Byte();
        if (tag == SeenTag)
        {
            Seen(new(from.Id()));
        }
        else if (tag == ListedTag)
        {
            Listed(Listings.Read(ref from));
        }
        else if (from.Raw(from.Count(1)) is var observation && isKept(observation))
        {
            Sized(tag, observation.Span);
        }
    }

    private void Sized(byte tag, ReadOnlySpan<byte> bytes)
    {
        Tag(tag);
        _to.Number((ulong)bytes.Length);
        _to.Raw(bytes);
    }

    private void Tag(byte tag)
    {
        IsEmpty = false;
        _to.Byte(tag);
    }
}
