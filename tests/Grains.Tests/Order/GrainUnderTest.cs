using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Conformance;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Grains.Events;
using ReplayGraph.Grains.Links;
using ReplayGraph.Grains.Lookups;
using ReplayGraph.Grains.Organizations;
using ReplayGraph.Grains.Replays;
using ReplayGraph.Grains.Traces;
using ReplayGraph.Links;

namespace ReplayGraph.Grains.Tests.Order;

/// <summary>One type of grain, with numbered commands whose effects can be observed.</summary>
internal abstract class GrainUnderTest
{
    internal static IReadOnlyDictionary<NodeType, GrainUnderTest> All { get; } = new Dictionary<NodeType, GrainUnderTest>
    {
        [NodeType.Trace] = new Join(1),
        [NodeType.UntracedEvent] = new Join(0),
        [NodeType.Replay] = new Replay(),
        [NodeType.Event] = new Event(),
        [NodeType.Issue] = new Links<IssueGrain>(),
        [NodeType.Transaction] = new Links<TransactionGrain>(),
        [NodeType.Organization] = new Organization(),
    };

    /// <summary>The node.</summary>
    internal abstract NodeId Id { get; }

    /// <summary>Activates the grain.</summary>
    internal async Task<Activation> ActivateAsync(IGrainHarness harness, GrainSilo at)
    {
        IGrainBase grain = await CreateAsync(harness, at);
        return new(number => SendAsync(grain, number), () => ObserveAsync(grain, at));
    }

    private protected abstract Task<IGrainBase> CreateAsync(IGrainHarness harness, GrainSilo at);

    private protected abstract Task SendAsync(IGrainBase grain, int number);

    private protected abstract Task<IEnumerable<int>> ObserveAsync(IGrainBase grain, GrainSilo at);

    /// <summary>An activation.</summary>
    internal sealed record Activation(Func<int, Task> SendAsync, Func<Task<IEnumerable<int>>> ObserveAsync);

    private sealed class Join(int trace) : GrainUnderTest
    {
        internal override NodeId Id => NodeId.Of(World.Organization, World.Trace(trace), World.Event(1));

        private protected override async Task<IGrainBase> CreateAsync(IGrainHarness harness, GrainSilo at) =>
            await harness.ActivateAsync<TraceShardGrain>(TraceShardId.Of(Id).ToString(), at);

        private protected override async Task SendAsync(IGrainBase grain, int number) => await ((TraceShardGrain)grain).JoinAsync(
            AnswerList<TraceRequest>.Of([new(Id, new TraceCommand { Seen = [World.Replay(number)] })]));

        private protected override async Task<IEnumerable<int>> ObserveAsync(IGrainBase grain, GrainSilo at) =>
            (await ((TraceShardGrain)grain).ViewAsync(AnswerList<NodeId>.Of([Id]))).Items[0].Seen.Select(World.Number);
    }

    private sealed class Replay : GrainUnderTest
    {
        internal override NodeId Id => NodeId.Of(World.Organization, World.Replay(1));

        private protected override async Task<IGrainBase> CreateAsync(IGrainHarness harness, GrainSilo at) =>
            await harness.ActivateAsync<ReplayGrain>(Id.ToString(), at);

        private protected override async Task SendAsync(IGrainBase grain, int number) => await ((ReplayGrain)grain).RecordAsync(
            new ReplayCommand { Facts = Batches.Encode(Make.Segment(1, number, errors: [number])) });

        private protected override async Task<IEnumerable<int>> ObserveAsync(IGrainBase grain, GrainSilo at) =>
            (await ((ReplayGrain)grain).EdgesAsync()).Errors.Select(World.Number);
    }

    private sealed class Event : GrainUnderTest
    {
        internal override NodeId Id => NodeId.Of(World.Organization, World.Event(1));

        private protected override async Task<IGrainBase> CreateAsync(IGrainHarness harness, GrainSilo at) =>
            await harness.ActivateAsync<EventGrain>(Id.ToString(), at);

        private protected override async Task SendAsync(IGrainBase grain, int number) => await ((EventGrain)grain).ListAsync(
            new EventCommand([new Listed(World.Event(1), World.Replay(number), World.Project(1))]));

        private protected override async Task<IEnumerable<int>> ObserveAsync(IGrainBase grain, GrainSilo at) =>
            (await ((EventGrain)grain).ViewAsync()).Listed.Select(one => World.Number(one.Replay));
    }

    private sealed class Links<TGrain> : GrainUnderTest
        where TGrain : LinkGrain
    {
        internal override NodeId Id => typeof(TGrain) == typeof(IssueGrain)
            ? NodeId.Of(World.Organization, World.Issue(5))
            : NodeId.OfTransaction(World.Organization, "GET /pay");

        private protected override async Task<IGrainBase> CreateAsync(IGrainHarness harness, GrainSilo at) =>
            await harness.ActivateAsync<TGrain>(Id.ToString(), at);

        private protected override async Task SendAsync(IGrainBase grain, int number)
        {
            var entries = new LinkEntries();
            byte[] observation = Batches.Encode(Make.Error(1, issue: 5, trace: 1, transaction: "GET /pay"));
            entries.Add(LinkEntryKind.Link, Evidence.Trace, World.Replay(number), observation);
            await ((LinkGrain)grain).LinkAsync(new LinkCommand(entries.Bytes));
        }

        private protected override async Task<IEnumerable<int>> ObserveAsync(IGrainBase grain, GrainSilo at)
        {
            List<int> shown = [];
            LinkView view = await ((LinkGrain)grain).ViewAsync();
            LinkEntries.Read(view.Entries, entry => shown.Add(World.Number(entry.Replay)));
            return shown;
        }
    }

    private sealed class Organization : GrainUnderTest
    {
        internal override NodeId Id => NodeId.Of(World.Organization);

        private protected override async Task<IGrainBase> CreateAsync(IGrainHarness harness, GrainSilo at) =>
            await harness.ActivateAsync<OrganizationGrain>(Id.ToString(), at);

        private protected override async Task SendAsync(IGrainBase grain, int number) => await ((OrganizationGrain)grain).DecideAsync(
            new OrganizationCommand { Facts = Batches.Encode(Make.DeleteReplay(number)) });

        private protected override async Task<IEnumerable<int>> ObserveAsync(IGrainBase grain, GrainSilo at)
        {
            var facts = await at.Context.Cache.OrganizationAsync(World.Organization);
            return Enumerable.Range(1, 9).Where(number => facts.DeletedBy(World.Replay(number)).Count > 0);
        }
    }
}
