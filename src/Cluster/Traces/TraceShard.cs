using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Leases;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Cluster.Store;

namespace ReplayGraph.Cluster.Traces;

/// <summary>
/// The shell of many traces, and of events that are joined alone: loads, steps, persists and replies for all that are told something at
/// the same time together. A trace is told two or three times in its life, so a shell of its own would cost more than its step does.
/// <see cref="JoinAsync"/> is called one at a time; <see cref="ViewAsync"/> may be called between its awaits, on a scheduler that runs
/// one turn at a time.
/// </summary>
public sealed class TraceShard(NodeContext context)
{
    // Losing this often in a row means that something else than another activation is at work.
    private const int MostAttempts = 20;

    private const int MostHeld = 512;

    private readonly HeldTraces _held = new(MostHeld);

    // Stepped and not durable yet: what they hold is not to be shown.
    private readonly HashSet<NodeId> _busy = [];
    private int _call, _changes;

    /// <summary>Tells traces, each once, and says for each in its place what follows.</summary>
    /// <exception cref="GraphException">It is not durable, as far as is known; transient.</exception>
    public async ValueTask<TraceReply[]> JoinAsync(IReadOnlyList<TraceRequest> told, CancellationToken cancel = default)
    {
        context.Cache.Lease.Demand();
        _call++;
        var replies = new TraceReply[told.Count];
        List<int> left = [.. Enumerable.Range(0, told.Count)];
        try
        {
            for (int attempt = 0; attempt < MostAttempts && left.Count > 0; attempt++)
            {
                HeldTrace[] traces = await HoldAsync(left.ConvertAll(at => told[at].Trace), cancel);
                left = await TryAsync(told, left, traces, replies, cancel);
            }
        }
        catch
        {
            // Memory never outlives a doubt.
            foreach (TraceRequest one in told)
            {
                _held.Remove(one.Trace);
            }

            throw;
        }
        finally
        {
            _busy.Clear();
            _changes++;
        }

        return left.Count == 0
            ? replies
            : throw new GraphException(
                $"{told[left[0]].Trace.Type} {told[left[0]].Trace}: others wrote first {MostAttempts} times in a row", isTransient: true);
    }

    /// <summary>What traces hold, each in its place.</summary>
    /// <exception cref="GraphException">It cannot be read now; transient.</exception>
    public async ValueTask<TraceView[]> ViewAsync(IReadOnlyList<NodeId> traces, CancellationToken cancel = default)
    {
        context.Cache.Lease.Demand();
        var views = new TraceView[traces.Count];
        List<int> missing = [];
        for (int i = 0; i < views.Length; i++)
        {
            if (!_busy.Contains(traces[i]) && Find(traces[i]) is { } held)
            {
                views[i] = held.Rows.View();
            }
            else
            {
                missing.Add(i);
            }
        }

        if (missing.Count > 0)
        {
            (int changes, int call, int doubt, long moment) = (_changes, _call, context.Cache.Doubt, context.Cache.Moment);
            IReadOnlyList<NodeLog> logs = await context.Store.LoadAsync(missing.ConvertAll(i => traces[i]), 0, cancel);
            for (int i = 0; i < logs.Count; i++)
            {
                HeldTrace loaded = Load(logs[i], doubt, moment, call);
                views[missing[i]] = loaded.Rows.View();

                // If anything was told meanwhile, this may be too old to be held.
                if (changes == _changes && _busy.Count == 0)
                {
                    _held.Add(traces[missing[i]], loaded);
                }
            }
        }

        return views;
    }

    private async ValueTask<HeldTrace[]> HoldAsync(List<NodeId> ids, CancellationToken cancel)
    {
        _busy.UnionWith(ids);
        HeldTrace?[] traces = [.. ids.Select(Find)];
        int[] missing = [.. Enumerable.Range(0, traces.Length).Where(i => traces[i] is null)];
        if (missing.Length > 0)
        {
            (int doubt, long moment) = (context.Cache.Doubt, context.Cache.Moment);
            IReadOnlyList<NodeLog> logs = await context.Store.LoadAsync(Array.ConvertAll(missing, i => ids[i]), 0, cancel);
            for (int i = 0; i < missing.Length; i++)
            {
                HeldTrace loaded = Load(logs[i], doubt, moment, _call);
                _held.Add(ids[missing[i]], loaded);
                traces[missing[i]] = loaded;
            }
        }

        return traces!;
    }

    // What another activation may have written to since is read anew.
    private HeldTrace? Find(NodeId trace) => _held.Find(trace) is { } held && !context.Cache.IsUncertain(held.Certain) ? held : null;

    private HeldTrace Load(NodeLog log, int doubt, long moment, int call)
    {
        var rows = new TraceRows();
        Timestamp last = default;
        foreach (byte[] entry in log.Entries)
        {
            last = TraceEntry.Fold(rows, entry);
        }

        return new(rows, log.Version, context.Cache.WasInDoubtAfter(last) ? doubt - 1 : doubt, moment, call);
    }

    // Steps and persists; answers which lost to another activation, and are to be loaded and stepped again.
    private async ValueTask<List<int>> TryAsync(
        IReadOnlyList<TraceRequest> told, List<int> left, HeldTrace[] traces, TraceReply[] replies, CancellationToken cancel)
    {
        List<int> lost = [];
        (int doubt, long moment) = (context.Cache.Doubt, context.Cache.Moment);
        List<NodeWrite> writes = [];
        List<int> writing = [];
        for (int i = 0; i < traces.Length; i++)
        {
            (NodeId id, TraceCommand mail) = told[left[i]];
            var turn = new TraceTurn(id, context, traces[i].Rows, isInDoubt: traces[i].Heard != doubt);
            (replies[left[i]], NodeWrite? write) = turn.Take(mail);
            if (write is not null)
            {
                writes.Add(write with { Read = traces[i].Version });
                writing.Add(i);
            }
            else if (traces[i].Call == _call)
            {
                traces[i].Heard = doubt;
            }
            else
            {
                // A write shows that nothing was missing here; without one it is read anew, and stepped again.
                _held.Remove(id);
                lost.Add(left[i]);
            }
        }

        IReadOnlyList<NodeVersion?> versions = await context.Store.AppendAsync(writes, cancel);
        for (int i = 0; i < versions.Count; i++)
        {
            HeldTrace trace = traces[writing[i]];
            if (versions[i] is { } version)
            {
                (trace.Version, trace.Heard, trace.Certain) = (version, doubt, moment);
            }
            else
            {
                _held.Remove(writes[i].Node);
                lost.Add(left[writing[i]]);
            }
        }

        return lost;
    }
}
