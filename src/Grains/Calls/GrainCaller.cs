using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using ReplayGraph.Cluster.Calls;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Grains.Telemetry;

namespace ReplayGraph.Grains.Calls;

/// <summary>How a grain is called: the grain of a node, with a command.</summary>
internal delegate ValueTask<TReply> GrainCall<in TCommand, TReply>(IGrainFactory grains, NodeId node, TCommand command, CancellationToken cancel);

/// <summary>
/// Calls grains. A call that failed because its silo died is retried, which is safe because all node operations are idempotent. Other
/// Orleans failures become a transient <see cref="GraphException"/> that names the node.
/// </summary>
/// <param name="time">Times the pauses.</param>
/// <param name="options">Limits the retries.</param>
/// <param name="gateways">Shows when a client has lost a gateway; null inside a silo.</param>
internal sealed class GrainCaller(TimeProvider time, IOptions<CallOptions> options, GatewayLoss? gateways = null)
{
    private readonly CallOptions _options = options.Value;
    private readonly Random _random = new(Environment.ProcessId);

    /// <summary>Calls the grain of a node.</summary>
    internal ValueTask<TReply> CallAsync<TCommand, TReply>(
        IGrainFactory grains, NodeId node, TCommand command, GrainCall<TCommand, TReply> call, CancellationToken cancel)
    {
        ValueTask<TReply> answer;
        try
        {
            answer = SendAsync(grains, node, command, call, cancel);
        }
        catch (Exception e)
        {
            answer = ValueTask.FromException<TReply>(e);
        }

        return answer.IsCompletedSuccessfully ? answer : WaitAsync(answer, grains, node, command, call, cancel);
    }

    private ValueTask<TReply> SendAsync<TCommand, TReply>(
        IGrainFactory grains, NodeId node, TCommand command, GrainCall<TCommand, TReply> call, CancellationToken cancel) =>
        gateways is null ? call(grains, node, command, cancel) : SendAsync(gateways.Next, grains, node, command, call, cancel);

    // Pooled, because every call of a front-end ends here.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<TReply> SendAsync<TCommand, TReply>(
        CancellationToken lost, IGrainFactory grains, NodeId node, TCommand command, GrainCall<TCommand, TReply> call, CancellationToken cancel)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, lost);
        try
        {
            return await call(grains, node, command, either.Token);
        }
        catch (OperationCanceledException e) when (lost.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            throw GatewayLoss.Failure(e);
        }
    }

    private async ValueTask<TReply> WaitAsync<TCommand, TReply>(
        ValueTask<TReply> answer, IGrainFactory grains, NodeId node, TCommand command, GrainCall<TCommand, TReply> call, CancellationToken cancel)
    {
        Retry? retry = null;
        Exception? gone = null;
        while (true)
        {
            try
            {
                if (gone is not null)
                {
                    await Task.Delay(Jittered(retry!.NextPause()), time, cancel);
                    answer = SendAsync(grains, node, command, call, cancel);
                }

                return await answer;
            }
            catch (Exception e) when (MayRetry(e, retry ??= new(_options.RetryFor, _options, time), cancel))
            {
                GrainMeters.Retried(node.Type);
                gone = e;
            }
            catch (Exception e)
            {
                GrainMeters.Failed(node.Type);

                // If the time ran out while retrying, the dead silo is the cause.
                Exception cause = e is OperationCanceledException ? gone ?? e : e;
                if (CallFailures.Translate(cause, $"{node.Type} {node}", cancel) is { } failure)
                {
                    throw failure;
                }

                throw;
            }
        }
    }

    private static bool MayRetry(Exception failure, Retry retry, CancellationToken cancel) =>
        CallFailures.IsGone(failure) && !cancel.IsCancellationRequested && retry.IsAllowed;

    private TimeSpan Jittered(TimeSpan pause)
    {
        lock (_random)
        {
            return pause * (0.5 + _random.NextDouble());
        }
    }
}
