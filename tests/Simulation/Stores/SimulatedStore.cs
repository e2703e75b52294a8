using ReplayGraph.Cluster.Batching;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Issues;
using ReplayGraph.Queries;
using ReplayGraph.Simulation.Faults;
using ReplayGraph.Simulation.Scheduling;

namespace ReplayGraph.Simulation.Stores;

/// <summary>
/// A silo's store: groups calls, as every store does, over a remote database that fails before or after an
/// operation.
/// </summary>
internal sealed class SimulatedStore : INodeStore
{
    private const int Loops = 2, FirstCalls = 12, GroupCalls = 16, GroupBytes = 4_096, WaitingBytes = 16_384;

    private static readonly TimeSpan _near = TimeSpan.FromMicroseconds(700), _far = TimeSpan.FromSeconds(2);

    private readonly Database _database;
    private readonly StoreSite _site;
    private readonly Process _silo;
    private readonly FaultDraw _faults;
    private readonly Random _random;
    private readonly BatchQueue<WriteCall> _writes;
    private readonly BatchQueue<LoadCall> _loads;
    private readonly WeightedSemaphore _budget = new(WaitingBytes);
    private int _asked;

    internal SimulatedStore(StoreSite site, Process silo, FaultDraw faults, Random random)
    {
        (_site, _database, _silo, _faults, _random) = (site, site.Database, silo, faults, random);
        _writes = new(Loops, GroupCalls, GroupBytes, CommitAsync, loop => loop());
        _loads = new(Loops, GroupCalls, GroupCalls, LoadAsync, loop => loop());
    }

    /// <summary>The number of waiting calls.</summary>
    internal int Waiting => _writes.Waiting + _loads.Waiting;

    public ValueTask<IReadOnlyList<NodeLog>> LoadAsync(IReadOnlyList<NodeId> nodes, long after = 0, CancellationToken cancel = default)
    {
        var call = new LoadCall(nodes, after);
        _loads.Add(call);
        return call.WaitAsync(cancel);
    }

    public async ValueTask<IReadOnlyList<NodeVersion>> VersionsAsync(IReadOnlyList<NodeId> nodes, CancellationToken cancel = default) =>
        await AskAsync(() => nodes.Select(node => _database.VersionOf(node)).ToArray());

    public async ValueTask<IReadOnlyList<bool>> HaveLogsAsync(IReadOnlyList<NodeId> nodes, CancellationToken cancel = default) =>
        await AskAsync(() => nodes.Select(node => _database.HasLog(node)).ToArray());

    public async ValueTask<IReadOnlyList<NodeVersion?>> AppendAsync(IReadOnlyList<NodeWrite> writes, CancellationToken cancel = default)
    {
        if (writes.Count == 0)
        {
            return [];
        }

        var call = new WriteCall(writes);
        long room = await _budget.TakeAsync(call.Organization, call.Size, cancel);
        try
        {
            _writes.Add(call);
            return await call.WaitAsync(cancel);
        }
        finally
        {
            _budget.Return(room);
        }
    }

    public async ValueTask<IReadOnlyList<EventPlace>> PlacesAsync(
        OrganizationId organization, IReadOnlyList<EventId> events, CancellationToken cancel = default) =>
        events.Count == 0 ? [] : await AskAsync(() => _database.Places(organization, events));

    public async ValueTask<IReadOnlyList<EventId>> ScatteredAsync(
        OrganizationId organization, IReadOnlyList<EventId> events, CancellationToken cancel = default) =>
        await AskAsync(() => events.Where(id => _database.Places(organization, [id]).Count > 1).ToArray());

    public async ValueTask<IReadOnlyList<ReplayRow>> ReplaysAsync(
        OrganizationId organization, IReadOnlyList<ReplayId> ids, CancellationToken cancel = default) =>
        await AskAsync(() => _database.Replays(organization, ids));

    public async ValueTask<IReadOnlyList<ReplayRow>> LatestReplaysAsync(
        OrganizationId organization, LatestReplaysQuery query, Timestamp now, CancellationToken cancel = default) =>
        await AskAsync(() => _database.LatestReplays(organization, query, now));

    public async ValueTask<IReadOnlyList<NodeId>> NodesAsync(
        OrganizationId organization, NodeType type, NodeId? after, int limit, CancellationToken cancel = default) =>
        await AskAsync(() => _database.Nodes(organization, type, after, limit));

    public async ValueTask<NodeChanges> ChangesAsync(
        OrganizationId organization, IReadOnlyList<NodeType> types, StoreMark? since, int limit, CancellationToken cancel = default) =>
        await AskAsync(() => _database.Changes(organization, types, since, limit));

    public async ValueTask RecordTitlesAsync(
        OrganizationId organization, IReadOnlyList<TitleWrite> titles, CancellationToken cancel = default) => await AskAsync(() =>
    {
        _database.Titles.Keep(organization, titles);
        return true;
    });

    public async ValueTask<IReadOnlyList<IssueTitle>> TitlesAsync(
        OrganizationId organization, IReadOnlyList<IssueId> issues, CancellationToken cancel = default) =>
        await AskAsync(() => _database.Titles.Find(organization, issues));

    public async ValueTask<int> SweepAsync(Timestamp now, CancellationToken cancel = default) => await AskAsync(() =>
    {
        _database.Sweep(now);
        return 0;
    });

    /// <inheritdoc cref="LeaseTable.Renew"/>
    internal Task<long?> RenewLeaseAsync(TimeSpan length) => AskAsync(() => _site.Leases.Renew(_silo, length));

    /// <inheritdoc cref="LeaseTable.Revoke"/>
    internal Task<TimeSpan?> RevokeLeaseAsync(Process silo) => AskAsync(() => _site.Leases.Revoke(silo));

    private async Task CommitAsync(IReadOnlyList<WriteCall> calls)
    {
        // A group is one transaction. Its calls are copied, as sending does.
        WriteCall[] group = [.. calls];
        NodeVersion?[][] versions = await AskAsync(() => Array.ConvertAll(group, call => call.Writes.Select(_database.Append).ToArray()));
        foreach ((WriteCall call, NodeVersion?[] own) in group.Zip(versions))
        {
            call.Answer(own);
        }
    }

    private async Task LoadAsync(IReadOnlyList<LoadCall> calls)
    {
        LoadCall[] group = [.. calls];
        NodeLog[][] logs = await AskAsync(() => Array.ConvertAll(
            group, call => call.Nodes.Select(node => _database.Load(node, call.After)).ToArray()));
        foreach ((LoadCall call, NodeLog[] own) in group.Zip(logs))
        {
            call.Answer(own);
        }
    }

    private Task<T> AskAsync<T>(Func<T> transaction)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _asked++;
        if (_site.IsDown || _faults.Happens(Fault.StoreFailsBefore, 200))
        {
            _silo.Scheduler.After(Latency(), _silo, () => answer.SetException(Failure("before")));
            return answer.Task;
        }

        _silo.Scheduler.After(Latency(), _site.Process, () =>
        {
            if (_site.IsDown)
            {
                _silo.Scheduler.After(Latency(), _silo, () => answer.SetException(Failure("before")));
                return;
            }

            T done = transaction();
            bool isHeard = !_faults.Happens(Fault.StoreFailsAfter, 200);
            _silo.Scheduler.After(Latency(), _silo, () => _ = isHeard ? answer.TrySetResult(done) : answer.TrySetException(Failure("after")));
        });
        return answer.Task;
    }

    private static GraphException Failure(string when) => new($"The store failed {when} the operation.", isTransient: true);

    // Mostly short, sometimes thirty times as long, so that later calls overtake.
    private TimeSpan Latency()
    {
        double drawn = _random.NextDouble();
        bool isSlowAtFirst = _asked < FirstCalls && _faults.Happens(Fault.StoreSlowAtFirst, 6);
        return isSlowAtFirst || _faults.Happens(Fault.StoreSlow, 100) ? _far * (0.05 + drawn) : _near * (0.05 + (drawn / (1.03 - drawn)));
    }

    private sealed class WriteCall(IReadOnlyList<NodeWrite> writes) : Call<IReadOnlyList<NodeVersion?>>
    {
        internal IReadOnlyList<NodeWrite> Writes => writes;

        public override OrganizationId Organization => writes[0].Node.Organization;

        public override long Size { get; } = writes.Sum(write => write.Entry.Length + 1);

        protected override bool WaitsForCompletion => true;
    }

    private sealed class LoadCall(IReadOnlyList<NodeId> nodes, long after) : Call<IReadOnlyList<NodeLog>>
    {
        internal IReadOnlyList<NodeId> Nodes => nodes;

        internal long After => after;

        public override OrganizationId Organization => nodes.Count == 0 ? default : nodes[0].Organization;

        public override long Size => nodes.Count;
    }
}
