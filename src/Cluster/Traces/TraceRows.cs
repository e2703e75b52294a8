using System.Runtime.InteropServices;
using ReplayGraph.Cluster.Logs;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Events;
using ReplayGraph.Facts;
using ReplayGraph.Ingest;
using ReplayGraph.Links;
using ReplayGraph.Traces;

namespace ReplayGraph.Cluster.Traces;

/// <summary>
/// A trace's state in the cluster: rows are the bytes of events, decoded when a step reads them, and the trace itself numbers its replays.
/// Most traces are small, so the state is a few small arrays, without an index.
/// </summary>
public sealed class TraceRows : TraceState
{
    // Beyond this, scanning the rows for an event costs more than an index.
    private const int Few = 64;

    private readonly TraceReplayTable _replays = new();
    private Row[] _rows = [];
    private int _count;
    private Dictionary<EventId, EventAnnotations>? _annotations;
    private Dictionary<EventId, List<int>>? _index;

    // The event of the last row, for the steps of the turn that added it.
    private ObservedEvent? _last;

    /// <inheritdoc/>
    public override RowRef First => Next(new((uint)_count + 1));

    /// <summary>A trace with these limits.</summary>
    internal TraceRows(EvidenceOptions evidence) => SharedTraceReplays = evidence.SharedTraceReplays;

    /// <inheritdoc/>
    public override int SharedTraceReplays { get; }

    /// <inheritdoc/>
    public override ReadOnlySpan<TraceReplay> Replays => _replays.Items;

    /// <summary>The listings of its events.</summary>
    internal IEnumerable<Listed> Listed => (_annotations ?? []).SelectMany(one => one.Value.Listings.ToArray()
        .Select(listing => new Listed(one.Key, IdOf(listing.Replay), listing.Project)));

    /// <summary>Its observations, without withdrawn ones.</summary>
    internal IEnumerable<ObservedEvent> Observed => Standing.Select(ObservedEvent.Read);

    private IEnumerable<ReadOnlyMemory<byte>> Standing => _rows.Take(_count).Where(row => !row.IsWithdrawn).Select(row => row.Bytes);

    /// <summary>The state of a trace with this log.</summary>
    internal static FoldedLog<TraceRows> Of(NodeLog log, EvidenceOptions evidence)
    {
        var rows = new TraceRows(evidence);
        Timestamp writtenAt = default;
        foreach (byte[] entry in log.Entries)
        {
            writtenAt = TraceEntry.Fold(rows, entry);
        }

        rows.EndTurn();
        return new(rows, writtenAt);
    }

    /// <summary>The contents of the trace.</summary>
    internal TraceView View()
    {
        var observed = new FactWriter();
        foreach (ReadOnlyMemory<byte> bytes in Standing)
        {
            observed.Raw(bytes.Span);
        }

        return new(observed.Written.ToArray(), With(TraceRole.Lists), [.. Listed], With(TraceRole.Named));
    }

    /// <inheritdoc/>
    public override RowRef Next(RowRef row)
    {
        uint before = row.Index - 1;
        while (before > 0 && _rows[before - 1].IsWithdrawn)
        {
            before--;
        }

        return new(before);
    }

    /// <inheritdoc/>
    /// <remarks>Does not read texts: no step needs them.</remarks>
    public override void Read(RowRef row, out Observation observation)
    {
        ObservedEvent fact = Event(row);
        observation = default;
        observation.Kind = fact.Kind;
        observation.EventId = fact.EventId;
        observation.ProjectId = fact.ProjectId;
        observation.IssueId = fact.IssueId;
        observation.TraceId = fact.TraceId;
        observation.ReplayId = fact.ReplayId;
        observation.Replay = fact.ReplayId.IsNone ? default : RefOf(fact.ReplayId);
        observation.Timestamp = fact.Timestamp;
        observation.Received = fact.Received;
        observation.RetentionDays = fact.RetentionDays;
    }

    /// <summary>Adds an observation.</summary>
    /// <param name="observation">The observation.</param>
    /// <param name="bytes">Its bytes, which the trace keeps.</param>
    internal RowRef Add(ObservedEvent observation, ReadOnlyMemory<byte> bytes)
    {
        if (_count == _rows.Length)
        {
            Array.Resize(ref _rows, Math.Max(1, _count + (_count / 2) + (_count & 1)));
        }

        _rows[_count++] = new Row { Bytes = bytes, Id = observation.EventId };
        _last = observation;
        Index(observation.EventId, _count - 1);
        return new((uint)_count);
    }

    /// <inheritdoc/>
    public override void Remove(RowRef row) => _rows[row.Index - 1].IsWithdrawn = true;

    /// <inheritdoc/>
    public override bool Add(ReplayRef replay, TraceRole role) => _replays.Add(replay, role);

    /// <inheritdoc/>
    public override EventAnnotations? Annotations(EventId id) => _annotations?.GetValueOrDefault(id);

    /// <summary>Adds a listing. False if it was known.</summary>
    internal bool Add(in Listed listed)
    {
        EventAnnotations annotations = CollectionsMarshal.GetValueRefOrAddDefault(_annotations ??= [], listed.Event, out _) ??= new();
        return annotations.Add(new Listing(RefOf(listed.Replay), listed.Project));
    }

    /// <summary>Withdraws the observation with these bytes.</summary>
    internal void Withdraw(ReadOnlySpan<byte> observation)
    {
        for (int i = 0; i < _count; i++)
        {
            _rows[i].IsWithdrawn |= _rows[i].Bytes.Span.SequenceEqual(observation);
        }
    }

    /// <summary>All rows, the latest first, withdrawn ones included.</summary>
    internal IEnumerable<RowRef> All => Enumerable.Range(1, _count).Reverse().Select(number => new RowRef((uint)number));

    /// <summary>The rows of an event, withdrawn ones included.</summary>
    internal IReadOnlyList<RowRef> Of(EventId id)
    {
        if (_index is not null)
        {
            return [.. _index.GetValueOrDefault(id, []).Select(at => new RowRef((uint)at + 1))];
        }

        List<RowRef>? found = null;
        for (int at = 0; at < _count; at++)
        {
            if (_rows[at].Id == id)
            {
                (found ??= []).Add(new((uint)at + 1));
            }
        }

        return found ?? (IReadOnlyList<RowRef>)[];
    }

    internal ObservedEvent Event(RowRef row) =>
        _last is { } last && row.Index == _count ? last : ObservedEvent.Read(_rows[row.Index - 1].Bytes);

    /// <summary>Ends a turn: its events are no longer needed decoded.</summary>
    internal void EndTurn() => _last = null;

    internal bool IsWithdrawn(RowRef row) => _rows[row.Index - 1].IsWithdrawn;

    /// <summary>Whether a row, withdrawn or not, has these bytes.</summary>
    internal bool Holds(ObservedEvent observed) =>
        Of(observed.EventId).Any(row => _rows[row.Index - 1].Bytes.Span.SequenceEqual(observed.Bytes.Span));

    internal ReplayId IdOf(ReplayRef replay) => _replays.IdOf(replay);

    /// <summary>The number of a replay within the trace, added if missing.</summary>
    internal ReplayRef RefOf(ReplayId id) => _replays.RefOf(id);

    private ReplayId[] With(TraceRole role)
    {
        List<ReplayId> ids = [];
        foreach (TraceReplay replay in Replays)
        {
            if ((replay.Roles & role) != 0)
            {
                ids.Add(IdOf(replay.Replay));
            }
        }

        return [.. ids];
    }

    private void Index(EventId id, int at)
    {
        if (_index is null && _count > Few)
        {
            _index = [];
            for (int i = 0; i < at; i++)
            {
                Index(_rows[i].Id, i);
            }
        }

        if (_index is not null)
        {
            (CollectionsMarshal.GetValueRefOrAddDefault(_index, id, out _) ??= []).Add(at);
        }
    }

    private struct Row
    {
        internal ReadOnlyMemory<byte> Bytes;
        internal EventId Id;
        internal bool IsWithdrawn;
    }
}
