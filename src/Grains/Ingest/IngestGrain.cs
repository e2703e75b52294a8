using System.Diagnostics;
using Orleans.Concurrency;
using ReplayGraph.Cluster;
using ReplayGraph.Cluster.Ingest;
using ReplayGraph.Grains.Organizations;
using ReplayGraph.Grains.Telemetry;

namespace ReplayGraph.Grains.Ingest;

/// <summary>
/// Runs ingests, one on each worker. An ingest continues after its caller cancels: an interrupted batch would force every node to be
/// verified again.
/// </summary>
[StatelessWorker(MaxConcurrency)]
[GrainType("ingest")]
internal sealed class IngestGrain(NodeContext context, INodes nodes, Admission admission, TimeProvider time) : Grain, IIngestGrain
{
    private const int MaxConcurrency = 32;

    // Shorter than the caller's timeout.
    private static readonly TimeSpan _timeout = TimeSpan.FromSeconds(110);

    private readonly IngestRun _run = new(context, nodes);

    public async ValueTask<IngestResult> IngestAsync(OrganizationId organization, byte[] facts, CancellationToken cancel = default)
    {
        cancel.ThrowIfCancellationRequested();
        using Activity? activity = GrainMeters.Activities.StartActivity("ingest");
        activity?.SetTag("replaygraph.organization", organization.ToString());
        GrainMeters.IngestBegan();
        try
        {
            await admission.AdmitAsync(organization, cancel);
            using var deadline = new CancellationTokenSource(_timeout, time);
            IngestResult result = await RunAsync(organization, facts, deadline.Token);
            activity?.SetTag("replaygraph.accepted", result.Accepted);
            return result;
        }
        catch (Exception e)
        {
            activity?.SetStatus(ActivityStatusCode.Error, e.Message);
            throw;
        }
        finally
        {
            GrainMeters.IngestEnded();
        }
    }

    private async ValueTask<IngestResult> RunAsync(OrganizationId organization, byte[] facts, CancellationToken deadline)
    {
        try
        {
            return await _run.IngestAsync(organization, facts, deadline);
        }
        catch (OperationCanceledException e) when (deadline.IsCancellationRequested)
        {
            throw new GraphException($"The batch was not ingested within {_timeout.TotalSeconds} s.", isTransient: true, e);
        }
        catch (InvalidDataException e)
        {
            // Of a newer front-end, for example, with facts of a kind that this silo does not know: another silo may.
            throw new GraphException($"This silo cannot read the batch: {e.Message}", isTransient: true, e);
        }
    }
}
