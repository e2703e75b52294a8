using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Logs;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Facts;
using ReplayGraph.Ingest;

namespace ReplayGraph.Cluster.Traces;

/// <summary>
/// Many traces and untraced events: those that get commands at the same time are loaded, stepped and written together. A trace gets two or
/// three commands in its life, so a grain of its own would cost more than its step. <see cref="JoinAsync"/> is called one at a time;
/// <see cref="ViewAsync"/> may be called between its awaits, on a scheduler that runs one turn at a time.
/// </summary>
public sealed class TraceShard : ILogFold<TraceRows>
{
    private const int MaxHeld = 512;

    private readonly NodeContext _context;
    private readonly LogBackedNodes<TraceRows> _logs;

    /// <summary>An empty shard.</summary>
    public TraceShard(NodeContext context) => (_context, _logs) = (context, new(context, this, MaxHeld));

    /// <summary>Steps traces, each once; replies in the same order.</summary>
    /// <exception cref="GraphException">The outcome is unknown; transient.</exception>
    public ValueTask<TraceReply[]> JoinAsync(IReadOnlyList<TraceRequest> requests, CancellationToken cancel = default)
    {
        var scratch = new FactWriter(1024);
        return _logs.StepAsync(
            [.. requests.Select(request => request.Trace)],
            (at, trace) => new TraceTurn(requests[at].Trace, trace, _context.Expiry, scratch).Take(requests[at].Command),
            cancel);
    }

    /// <summary>The contents of traces, in the same order.</summary>
    /// <exception cref="GraphException">It cannot be read now; transient.</exception>
    public ValueTask<TraceView[]> ViewAsync(IReadOnlyList<NodeId> traces, CancellationToken cancel = default) =>
        _logs.ReadAsync(traces, static trace => trace.State.View(), cancel);

    /// <inheritdoc/>
    ValueTask<FoldedLog<TraceRows>> ILogFold<TraceRows>.FoldAsync(NodeId id, NodeLog log, CancellationToken cancel) =>
        new(TraceRows.Of(log, _context.Evidence));

    /// <inheritdoc/>
    /// <remarks>Observations that have expired are left out.</remarks>
    NodeWrite ILogFold<TraceRows>.Merge(NodeId id, IReadOnlyList<byte[]> entries)
    {
        Expiry expiry = _context.Expiry;
        byte[] merged = TraceEntry.Merge(
            entries, bytes => ObservedEvent.Read(bytes) is var observed && !expiry.HasPassed(observed.Timestamp, observed.RetentionDays));
        var rows = new TraceRows(_context.Evidence);
        TraceEntry.Fold(rows, merged);
        return new(id, default, merged, rows.Observed
            .Select(observed => expiry.At(observed.Timestamp, observed.RetentionDays))
            .Append(expiry.At(expiry.Now, 0))
            .Max())
        {
            // The places in an earlier period go with it.
            Events = [.. rows.Observed.Select(observed => observed.EventId).Distinct()],
        };
    }
}
