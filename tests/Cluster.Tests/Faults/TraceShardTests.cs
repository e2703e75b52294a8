using Microsoft.Extensions.Time.Testing;
using ReplayGraph.Cluster.Caches;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Cluster.Traces;
using ReplayGraph.Conformance;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Facts;
using ReplayGraph.Ingest;
using ReplayGraph.Links;
using ReplayGraph.LocalCluster;

namespace ReplayGraph.Cluster.Tests.Faults;

/// <summary>The write protocol (load, step, append, reply) with a failure after each step, and with two activations of one node.</summary>
public sealed class TraceShardTests
{
    private static readonly NodeId _id = NodeId.Of(World.Organization, World.Trace(1));
    private readonly MemoryStore _kept = new();
    private readonly FaultyStore _store;
    private readonly NodeContext _context;

    public TraceShardTests()
    {
        var time = new FakeTimeProvider(World.Now.ToDate());
        _store = new(_kept);
        _context = new(_store, new SiloCache(_store, time), time, TimeSpan.FromDays(90));
    }

    [Fact]
    public async Task FailedLoad_ChangesNothing_AndTheNextCallLoads()
    {
        var trace = new TraceShard(_context);
        FailReads(1);

        await Assert.ThrowsAsync<GraphException>(async () => await JoinAsync(trace, Observed(1)));

        Assert.Empty((await LogAsync()).Entries);
        Assert.Equal([IngestOutcome.Accepted], (await JoinAsync(trace, Observed(1))).Outcomes);
    }

    [Fact]
    public async Task FailedWrite_IsNotInMemory()
    {
        var trace = new TraceShard(_context);
        FailWrites(Fault.Before);

        await Assert.ThrowsAsync<GraphException>(async () => await JoinAsync(trace, Observed(1)));

        Assert.True((await ViewAsync(trace)).Observed.IsEmpty);
        Assert.Equal([IngestOutcome.Accepted], (await JoinAsync(trace, Observed(1))).Outcomes);
    }

    [Fact]
    public async Task UnacknowledgedWrite_IsKept_AndARetryRepeatsItsLinks()
    {
        var trace = new TraceShard(_context);
        await JoinAsync(trace, new TraceCommand { Seen = [World.Replay(1)] });
        FailWrites(Fault.After);
        await Assert.ThrowsAsync<GraphException>(async () => await JoinAsync(trace, Observed(1)));

        TraceReply again = await JoinAsync(trace, Observed(1));

        Assert.Equal([IngestOutcome.Duplicate], again.Outcomes);
        Assert.Contains((World.Replay(1), Evidence.Trace), Links(again));
    }

    [Fact]
    public async Task LostReply_IsRepeatedByANewActivation()
    {
        await JoinAsync(new TraceShard(_context), Observed(1));
        await JoinAsync(new TraceShard(_context), new TraceCommand { Seen = [World.Replay(1)] });

        // The host crashed here. Another segment lists the trace too; it is new, and does not repeat the first.
        _context.Cache.Redelivery.Require();
        TraceReply reply = await JoinAsync(new TraceShard(_context), new TraceCommand { Seen = [World.Replay(2)] });

        Assert.Contains((World.Replay(1), Evidence.Trace), Links(reply));
        Assert.Contains((World.Replay(2), Evidence.Trace), Links(reply));
    }

    [Fact]
    public async Task LostWithdrawal_IsRepeated()
    {
        await JoinAsync(new TraceShard(_context), Observed(1));
        await JoinAsync(new TraceShard(_context), new TraceCommand
        {
            Observed = [ObservedEvent.Read(Batches.Encode(Make.Error(1, issue: 5, trace: 1, at: 1)))],
        });

        // The host crashed here: the issue may have both observations.
        _context.Cache.Redelivery.Require();
        TraceReply reply = await JoinAsync(new TraceShard(_context), new TraceCommand { Seen = [World.Replay(1)] });

        Assert.Single(reply.Links, link => link.Kind == LinkEntryKind.Withdrawn);
    }

    [Fact]
    public async Task TwoActivations_NoLinkIsLost()
    {
        var one = new TraceShard(_context);
        var other = new TraceShard(_context);
        await ViewAsync(one);
        await ViewAsync(other);
        List<TraceReply> replies =
        [
            await JoinAsync(one, Observed(1)),
            await JoinAsync(other, new TraceCommand { Seen = [World.Replay(1)] }),
            await JoinAsync(one, Observed(2)),
        ];

        Assert.Equal([World.Event(1), World.Event(2)], replies.SelectMany(Linked).Distinct().OrderBy(id => World.Number(id)));
        Assert.Equal(3, (await LogAsync()).Entries.Count);
        Assert.Equal(2, FactSlice.Of((await ViewAsync(one)).Observed).Count);
    }

    [Fact]
    public async Task OnlyOneOfTwoWritesOfAVersionIsKept_AndTheOtherStepsAgain()
    {
        var one = new TraceShard(_context);
        var other = new TraceShard(_context);
        await ViewAsync(one);
        await ViewAsync(other);
        bool isFirst = true;
        _store.Writing = _ =>
        {
            if (isFirst)
            {
                // Just before the first write reaches the store, the other activation's does.
                isFirst = false;
                JoinAsync(other, new TraceCommand { Seen = [World.Replay(1)] }).GetAwaiter().GetResult();
            }

            return Fault.None;
        };

        TraceReply reply = await JoinAsync(one, Observed(1));

        Assert.Equal([(World.Replay(1), Evidence.Trace)], Links(reply).Distinct());
        Assert.Equal(2, (await LogAsync()).Version.Number);
    }

    [Fact]
    public async Task ViewWhileItIsWritten_ShowsWhatIsDurable()
    {
        var trace = new TraceShard(_context);
        await JoinAsync(trace, Observed(1));
        TraceView? seen = null;
        _store.Writing = _ =>
        {
            // Stepped, but not written yet.
            seen = ViewAsync(trace).GetAwaiter().GetResult();
            return Fault.None;
        };

        await JoinAsync(trace, Observed(2));

        Assert.Single(FactSlice.Of(seen!.Observed));
        Assert.Equal(2, FactSlice.Of((await ViewAsync(trace)).Observed).Count);
    }

    [Fact]
    public async Task MoreTracesThanAShardHolds_AreLoadedAgain()
    {
        const int many = 3_000;
        var shard = new TraceShard(_context);
        NodeId[] traces = [.. Enumerable.Range(1, many).Select(i => NodeId.Of(World.Organization, World.Trace(i)))];
        var command = new TraceCommand { Seen = [World.Replay(1)] };
        await shard.JoinAsync([.. traces.Select(trace => new TraceRequest(trace, command))]);

        TraceReply[] replies = await shard.JoinAsync([.. traces.Select((trace, i) => new TraceRequest(trace, Observed(i + 1)))]);

        Assert.All(replies, reply => Assert.Equal([(World.Replay(1), Evidence.Trace)], Links(reply).Distinct()));
        Assert.All(await _kept.LoadAsync(traces), log => Assert.Equal(2, log.Entries.Count));
    }

    [Fact]
    public async Task ConflictOfOneOfMany_StepsOnlyThatOneAgain()
    {
        NodeId[] traces = [.. Enumerable.Range(1, 9).Select(i => NodeId.Of(World.Organization, World.Trace(i)))];
        var shard = new TraceShard(_context);
        await shard.ViewAsync(traces);
        await new TraceShard(_context).JoinAsync([new(traces[4], new TraceCommand { Seen = [World.Replay(1)] })]);
        List<NodeId> written = [];
        _store.Writing = write =>
        {
            written.Add(write.Node);
            return Fault.None;
        };

        TraceReply[] replies = await shard.JoinAsync([.. traces.Select((trace, i) => new TraceRequest(trace, Observed(i + 1)))]);

        Assert.Equal([.. traces, traces[4]], written);
        Assert.Equal([traces[4]], traces.Where((_, i) => Links(replies[i]).Count > 0));
    }

    private static TraceCommand Observed(int number) => new() { Observed = [ObservedEvent.Read(Batches.Encode(Make.Error(number, issue: 5, trace: 1)))] };

    private static List<(ReplayId Replay, Evidence Evidence)> Links(TraceReply reply) =>
        [.. reply.Links.Select(link => (link.Replay, link.Evidence))];

    private static List<EventId> Linked(TraceReply reply) => [.. reply.Links.Select(link => link.Event.EventId)];

    private static async Task<TraceReply> JoinAsync(TraceShard shard, TraceCommand command) => (await shard.JoinAsync([new(_id, command)]))[0];

    private static async Task<TraceView> ViewAsync(TraceShard shard) => (await shard.ViewAsync([_id]))[0];

    private async Task<NodeLog> LogAsync() => (await _kept.LoadAsync([_id]))[0];

    private void FailReads(int count) => _store.Reading = () => count-- > 0 ? Fault.Before : Fault.None;

    private void FailWrites(Fault fault)
    {
        _store.Writing = _ =>
        {
            _store.Writing = _ => Fault.None;
            return fault;
        };
    }
}
