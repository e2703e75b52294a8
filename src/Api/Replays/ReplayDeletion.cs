using ReplayGraph.Api.Access;
using ReplayGraph.Api.Services;
using ReplayGraph.Facts;

namespace ReplayGraph.Api.Replays;

/// <summary>Deletes a replay, whichever project recorded it. The caller has the scope admin, and sees the replay.</summary>
internal static class ReplayDeletion
{
    internal static async Task RunAsync(ApiServices services, Caller caller, ReplayId id)
    {
        var batch = new FactBatch();
        batch.Add(new ReplayDeleteFact(id, default, services.Now));
        await services.Graph.IngestAsync(caller.Organization, batch, CancellationToken.None);
    }
}
