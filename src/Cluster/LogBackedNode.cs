using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Leases;
using ReplayGraph.Cluster.Store;

namespace ReplayGraph.Cluster;

/// <summary>
/// The order in which every node works: load, step, persist, reply. The state is a fold of the node's log. If another activation of the
/// node wrote first, or nobody knows whether a write was kept, the state is dropped and loaded anew: memory never outlives a doubt.
/// One call at a time.
/// </summary>
/// <typeparam name="TState">What the node holds.</typeparam>
public abstract class LogBackedNode<TState>(NodeId id, NodeContext context)
    where TState : class
{
    // Losing this often in a row means that something else than another activation is at work.
    private const int MostAttempts = 20;

    private TState? _state;
    private NodeVersion _version;
    private int _heard;
    private long _certain;
    private int _looks;

    /// <summary>The node.</summary>
    protected NodeId Id { get; } = id;

    /// <summary>What it works with.</summary>
    protected NodeContext Context { get; } = context;

    /// <summary>
    /// True if something that this node said before may not have been heard: it was loaded after a write that is not long ago, or an
    /// ingest failed somewhere since it spoke last.
    /// </summary>
    protected bool MustRedeliver => _heard != Context.Cache.Doubt;

    /// <summary>The state, if it is in memory.</summary>
    protected TState? Known => _state;

    /// <summary>The version that the next write will have.</summary>
    protected long NextVersion => _version.Number + 1;

    /// <summary>An empty state.</summary>
    protected abstract TState Empty();

    /// <summary>Takes an entry of the log in.</summary>
    /// <param name="state">The state.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="version">The entry's version.</param>
    /// <returns>When it was written; <c>default</c> if nothing follows from it that others must hear.</returns>
    protected abstract Timestamp Fold(TState state, byte[] entry, long version);

    /// <summary>Completes a state that was just loaded.</summary>
    protected virtual ValueTask LoadedAsync(TState state, CancellationToken cancel) => default;

    /// <summary>The state, loaded if need be.</summary>
    protected async ValueTask<TState> StateAsync(CancellationToken cancel)
    {
        Context.Cache.Lease.Demand();
        if (_state is { } known && await IsCertainAsync(cancel))
        {
            return known;
        }

        int doubt = Context.Cache.Doubt;
        long moment = Context.Cache.Moment;
        NodeLog log = (await Context.Store.LoadAsync([Id], 0, cancel))[0];
        TState state = Empty();
        Timestamp last = default;
        long version = log.Version.Number - log.Entries.Count;
        foreach (byte[] entry in log.Entries)
        {
            last = Fold(state, entry, ++version);
        }

        await LoadedAsync(state, cancel);
        _heard = Context.Cache.WasInDoubtAfter(last) ? doubt - 1 : doubt;
        (_state, _version, _certain) = (state, log.Version, moment);
        _looks++;
        return state;
    }

    private ValueTask<bool> IsCertainAsync(CancellationToken cancel) =>
        Context.Cache.IsUncertain(_certain) ? IsCurrentAsync(cancel) : new(true);

    // Whether nobody else has written since; if somebody has, what is here is forgotten.
    private async ValueTask<bool> IsCurrentAsync(CancellationToken cancel)
    {
        long moment = Context.Cache.Moment;
        if ((await Context.Store.VersionAsync(Id, cancel)).Number != _version.Number)
        {
            _state = null;
            return false;
        }

        _certain = moment;
        _looks++;
        return true;
    }

    /// <summary>Steps, and persists what the step says has changed, before the reply is given.</summary>
    /// <param name="step">Changes the state and says how it replies, and what to write; null: nothing changed.</param>
    /// <param name="cancel">Stops waiting.</param>
    protected async ValueTask<TReply> StepAsync<TReply>(Func<TState, (TReply Reply, NodeWrite? Write)> step, CancellationToken cancel)
    {
        int looks = _looks;
        for (int attempt = 0; attempt < MostAttempts; attempt++)
        {
            TState state = await StateAsync(cancel);
            int doubt = Context.Cache.Doubt;
            long moment = Context.Cache.Moment;
            try
            {
                (TReply reply, NodeWrite? write) = step(state);
                if (write is null)
                {
                    // A write shows that nothing was missing here; without one the store is asked.
                    if (looks == _looks && !await IsCurrentAsync(cancel))
                    {
                        continue;
                    }

                    _heard = doubt;
                    return reply;
                }

                if (await Context.Store.AppendAsync(write with { Read = _version }, cancel) is { } version)
                {
                    (_version, _heard, _certain) = (version, doubt, moment);
                    return reply;
                }

                _state = null;
            }
            catch
            {
                _state = null;
                throw;
            }
        }

        throw new GraphException($"{Id.Type} {Id}: others wrote first {MostAttempts} times in a row", isTransient: true);
    }
}
