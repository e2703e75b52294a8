using System.Collections.Concurrent;
using ReplayGraph.Cluster.Batching;

namespace ReplayGraph.Cluster.Tests.Batching;

public sealed class BatchQueueTests
{
    private static readonly OrganizationId _importing = OrganizationId.Parse("importing"), _other = OrganizationId.Parse("other");
    private readonly TaskCompletionSource _end = new();
    private readonly ConcurrentQueue<NamedCall[]> _batches = [];

    [Fact]
    public async Task OrganizationWithOneCall_IsInTheNextBatch_BesideAnImport()
    {
        await using var queue = new BatchQueue<NamedCall>(1, 2, long.MaxValue, ExecuteAsync);
        NamedCall first = Add(queue, new(_importing, _end.Task));
        await first.Taken;
        NamedCall[] import = [.. Enumerable.Range(0, 10).Select(_ => Add(queue, new(_importing)))];
        NamedCall one = Add(queue, new(_other));

        _end.SetResult();

        await Task.WhenAll([.. import.Select(call => call.DoneAsync()), one.DoneAsync()]);
        Assert.Equal([import[0], one], _batches.ElementAt(1));
        Assert.Equal(import[1..3], _batches.ElementAt(2));
    }

    [Fact]
    public async Task LongBatch_DoesNotHoldUpOthers_NorItsOwnOtherCalls()
    {
        // The call before holds the loop until both others wait.
        var before = new TaskCompletionSource();
        BatchQueue<NamedCall> queue = null!;
        await using var _ = queue = new(1, 2, long.MaxValue, calls =>
        {
            if (calls.Count == 2)
            {
                queue.StandAside(_end.Task, [calls[1]]);
            }

            return ExecuteAsync(calls);
        });
        await Add(queue, new(_importing, before.Task)).Taken;
        NamedCall large = Add(queue, new(_importing, _end.Task)), small = Add(queue, new(_other));
        before.SetResult();

        await small.DoneAsync();
        await Add(queue, new(_other)).DoneAsync();
        await Add(queue, new(_importing)).DoneAsync();
        Assert.False(large.DoneAsync().IsCompleted);

        _end.SetResult();
        await large.DoneAsync();
    }

    [Fact]
    public async Task LongBatches_AreLimited()
    {
        BatchQueue<NamedCall> queue = null!;
        await using var _ = queue = new(1, 1, long.MaxValue, calls =>
        {
            queue.StandAside(_end.Task, []);
            return ExecuteAsync(calls);
        });
        NamedCall[] calls = [.. Enumerable.Range(0, 20).Select(_ => Add(queue, new(_importing, _end.Task)))];

        await Task.WhenAll(calls[..5].Select(call => call.Taken));
        Assert.Equal(15, queue.Waiting);

        _end.SetResult();
        await Task.WhenAll(calls.Select(call => call.DoneAsync()));
    }

    [Fact]
    public async Task QueueThatStopsMeanwhile_AnswersAll()
    {
        BatchQueue<NamedCall> queue = null!;
        queue = new(1, 2, long.MaxValue, async calls =>
        {
            Task executed = ExecuteAsync(calls);
            await _end.Task;
            queue.StandAside(Task.CompletedTask, calls);
            await executed;
        });
        NamedCall one = Add(queue, new(_other, _end.Task));
        await one.Taken;

        ValueTask stopping = queue.DisposeAsync();
        Assert.Throws<GraphException>(() => Add(queue, new(_other)));
        _end.SetResult();

        await stopping;
        await one.DoneAsync();
    }

    private static NamedCall Add(BatchQueue<NamedCall> queue, NamedCall call)
    {
        queue.Add(call);
        return call;
    }

    private async Task ExecuteAsync(IReadOnlyList<NamedCall> calls)
    {
        NamedCall[] batch = [.. calls];
        _batches.Enqueue(batch);
        Array.ForEach(batch, call => call.Take());
        await Task.WhenAll(batch.Select(call => call.End));
        Array.ForEach(batch, call => call.Answer(true));
    }

    private sealed class NamedCall(OrganizationId organization, Task? end = null) : Call<bool>
    {
        private readonly TaskCompletionSource _taken = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override OrganizationId Organization => organization;

        public override long Size => 1;

        internal Task End { get; } = end ?? Task.CompletedTask;

        internal Task Taken => _taken.Task.WaitAsync(TimeSpan.FromMinutes(1));

        internal void Take() => _taken.TrySetResult();

        internal Task DoneAsync() => WaitAsync(CancellationToken.None).AsTask().WaitAsync(TimeSpan.FromMinutes(1));
    }
}
