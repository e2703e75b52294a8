using Microsoft.AspNetCore.Http;
using ReplayGraph.Api.Access;
using ReplayGraph.Api.Replays;
using ReplayGraph.Api.Services;
using ReplayGraph.Explorer.Access;
using ReplayGraph.Explorer.Layout;
using ReplayGraph.Queries;

namespace ReplayGraph.Explorer.Services;

/// <summary>What the pages use, resolved once when they are mapped.</summary>
internal sealed class PageServices(ApiServices services)
{
    internal IGraph Graph { get; } = services.Graph;

    internal PageAccess Access { get; } = new(services.Options);

    internal Timestamp Now => services.Now;

    /// <inheritdoc cref="PageAccess.Admit"/>
    internal Site? Admit(HttpContext context, out IResult? refusal, Scopes needed = Scopes.Read) =>
        Access.Admit(context, Now, needed, out refusal);

    /// <inheritdoc cref="ReplayDeletion"/>
    internal Task DeleteAsync(Site site, ReplayId id) => ReplayDeletion.RunAsync(services, site.Caller, id);

    /// <summary>Runs a query within the time that queries may take.</summary>
    internal Task<T> RunAsync<T>(Func<CancellationToken, ValueTask<T>> query) => services.Deadlines.RunAsync(query);

    /// <summary>A replay; null if it is unknown, or of a project that the caller may not see.</summary>
    internal async Task<ReplayView?> FindReplayAsync(Site site, ReplayId id)
    {
        IReadOnlyList<ReplayView> found = await RunAsync(cancel => Graph.ReplaysAsync(site.Caller.Organization, [id], cancel));
        return found is [{ } replay] && site.Caller.Sees(replay.ProjectId) ? replay : null;
    }
}
