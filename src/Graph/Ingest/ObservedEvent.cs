using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ReplayGraph.Facts;
using ReplayGraph.Traces;

namespace ReplayGraph.Ingest;

/// <summary>An event during an ingest: its bytes, and the fields that routing and steps need, decoded once. Immutable.</summary>
public sealed class ObservedEvent
{
    private readonly int _transactionAt;
    private readonly int _transactionLength;

    private ObservedEvent(in EventFact fact, ReadOnlyMemory<byte> bytes)
    {
        Bytes = bytes;
        (Kind, EventId, ProjectId, IssueId, TraceId, ReplayId) =
            (fact.Kind, fact.EventId, fact.ProjectId, fact.IssueId, fact.TraceId, fact.ReplayId);
        (Timestamp, RetentionDays) = (fact.Timestamp, fact.RetentionDays);
        Received = fact.Received == default ? fact.Timestamp : fact.Received;
        if (!fact.Transaction.IsNone)
        {
            ref byte start = ref MemoryMarshal.GetReference(bytes.Span);
            _transactionAt = (int)Unsafe.ByteOffset(ref start, ref MemoryMarshal.GetReference(fact.Transaction.Span));
            _transactionLength = fact.Transaction.Length;
        }
    }

    /// <summary>The bytes of a batch of this event alone, without its title. Equal bytes mean the same observation.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary><see cref="FactKind.Error"/> or <see cref="FactKind.Transaction"/>.</summary>
    public FactKind Kind { get; }

    /// <summary>Days to keep it; 0: the host's default.</summary>
    public ushort RetentionDays { get; }

    /// <summary>What identifies the observation.</summary>
    public ObservationKey Key => new(ProjectId, EventId, IssueId);

    /// <summary>The event.</summary>
    public EventId EventId { get; }

    /// <summary>Its trace; none for an untraced event.</summary>
    public TraceId TraceId { get; }

    /// <summary>The replay whose id it carries.</summary>
    public ReplayId ReplayId { get; }

    /// <summary>Its project.</summary>
    public ProjectId ProjectId { get; }

    /// <summary>The issue under which it was ingested.</summary>
    public IssueId IssueId { get; }

    /// <summary>When it happened.</summary>
    public Timestamp Timestamp { get; }

    /// <summary>When it was received or, if unknown, when it happened.</summary>
    public Timestamp Received { get; }

    /// <summary>The transaction name: a slice of <see cref="Bytes"/>.</summary>
    public Text Transaction => new(Bytes.Slice(_transactionAt, _transactionLength));

    /// <summary>Decodes an event.</summary>
    /// <exception cref="InvalidDataException">The bytes are not those of a batch of one event.</exception>
    public static ObservedEvent Read(ReadOnlyMemory<byte> bytes)
    {
        var from = new FactReader(bytes);
        ObservedEvent read = Next(bytes, ref from);
        return from.AtEnd ? read : throw new InvalidDataException("More than one event where one was expected.");
    }

    /// <summary>Decodes the events of a batch.</summary>
    /// <exception cref="InvalidDataException">The bytes are not those of a batch of events.</exception>
    public static IReadOnlyList<ObservedEvent> ReadAll(ReadOnlyMemory<byte> batch)
    {
        List<ObservedEvent> events = [];
        var from = new FactReader(batch);
        while (!from.AtEnd)
        {
            events.Add(Next(batch, ref from));
        }

        return events;
    }

    /// <summary>Encodes events as a batch. Do not modify it: it may be the buffer of one of them.</summary>
    public static byte[] Join(IReadOnlyList<ObservedEvent> events)
    {
        if (events is [var only] && MemoryMarshal.TryGetArray(only.Bytes, out ArraySegment<byte> whole) && whole.Array!.Length == whole.Count)
        {
            return whole.Array;
        }

        var batch = new byte[events.Sum(one => one.Bytes.Length)];
        int at = 0;
        foreach (ObservedEvent one in events)
        {
            one.Bytes.CopyTo(batch.AsMemory(at));
            at += one.Bytes.Length;
        }

        return batch;
    }

    /// <summary>Reads the next event of a batch, from its title or its kind on.</summary>
    /// <exception cref="InvalidDataException">What comes next is not an event.</exception>
    internal static ObservedEvent Next(ReadOnlyMemory<byte> batch, ref FactReader from) => Next(batch, ref from, out _);

    /// <inheritdoc cref="Next(ReadOnlyMemory{byte}, ref FactReader)"/>
    internal static ObservedEvent Next(ReadOnlyMemory<byte> batch, ref FactReader from, out EventFact fact)
    {
        int start = from.At;
        byte first = from.Byte();
        Text title = default;
        if (first == TitleEncoding.Record)
        {
            title = TitleEncoding.Read(ref from);
            start = from.At;
            first = from.Byte();
        }

        var kind = (FactKind)first;
        if (kind is not (FactKind.Error or FactKind.Transaction))
        {
            throw new InvalidDataException($"An observation of kind {kind}; an event was expected.");
        }

        fact = EventEncoding.Read(kind, ref from, title);
        return new(fact, batch[start..from.At]);
    }

    /// <summary>Whether both are observations of one key.</summary>
    public bool HasSameKey(ObservedEvent other) => Key == other.Key;

    /// <summary>Whether this observation supersedes another of the same key.</summary>
    public bool Supersedes(ObservedEvent other) =>
        Observation.Supersedes(Received, Bytes.Span, other.Received, other.Bytes.Span);
}
