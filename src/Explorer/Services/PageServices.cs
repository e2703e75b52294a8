using Microsoft.AspNetCore.Http;
using ReplayGraph.Api.Access;
using ReplayGraph.Api.Health;
using ReplayGraph.Api.Replays;
using ReplayGraph.Api.Services;
using ReplayGraph.Api.Status;
using ReplayGraph.Explorer.Access;
using ReplayGraph.Explorer.Layout;
using ReplayGraph.Queries;

namespace ReplayGraph.Explorer.Services;

/// <summary>What the pages use, resolved once when they are mapped.</summary>
internal sealed class PageServices(ApiServices services, IGraphHealth? health, string? dashboard)
{
    // Of these some may have expired, or be of other projects.
    private const int MostCandidates = 50;

    internal IGraph Graph { get; } = services.Graph;

    /// <summary>Why the host is not ready; null if it is.</summary>
    internal string? NotReady => health?.NotReady;

    internal PageAccess Access { get; } = new(services.Options, dashboard);

    internal Timestamp Now => services.Now;

    /// <inheritdoc cref="PageAccess.Admit"/>
    internal Site? Admit(HttpContext context, out IResult? refusal, Scopes needed = Scopes.Read) =>
        WithTemplates(Access.Admit(context, Now, needed, out refusal));

    /// <summary>What a page for a caller knows that did not sign in.</summary>
    internal Site SiteOf(Caller caller) => WithTemplates(new(caller, IsSignedIn: false, Now))!;

    /// <summary>Authorizes what pages of other sites embed.</summary>
    internal EmbedAccess Embeds { get; } = new(services.Options.Organizations);

    /// <inheritdoc cref="ReplayDeletion"/>
    internal Task DeleteAsync(Site site, ReplayId id) => ReplayDeletion.RunAsync(services, site.Caller, id);

    /// <summary>What this process knows of itself.</summary>
    internal IReadOnlyList<StatusSection> Process() => ProcessStatus.Read(services.Options);

    /// <summary>What an organization has sent to this process.</summary>
    internal IngestReading IngestOf(OrganizationId organization) => services.Tally.Of(organization).Read();

    /// <summary>Runs a query within the time that queries may take.</summary>
    internal Task<T> RunAsync<T>(Func<CancellationToken, ValueTask<T>> query) => services.Deadlines.RunAsync(query);

    /// <summary>The first of a node's replays, with their number.</summary>
    internal Task<LinkPage> FirstLinkAsync(Site site, NodeKey node)
    {
        var query = new LookupQuery { Keys = [node], Limit = 1, Filter = LinkFilter.None with { Visible = site.Caller.Projects } };
        return RunAsync(cancel => Graph.LookupAsync(site.Caller.Organization, query, cancel));
    }

    /// <summary>The first known issues, or transaction names that begin with a text, of those that the caller may see.</summary>
    internal async Task<IReadOnlyList<NodeKey>> KnownKeysAsync(Site site, NodeKind kind, string prefix, int limit)
    {
        IReadOnlyList<NodeKey> keys = await RunAsync(
            cancel => Graph.KeysAsync(site.Caller.Organization, kind, prefix, MostCandidates, cancel));
        List<NodeKey> known = [];
        foreach (NodeKey key in keys)
        {
            if (known.Count < limit && (await FirstLinkAsync(site, key)).IsKnown)
            {
                known.Add(key);
            }
        }

        return known;
    }

    /// <summary>The titles of issues that have one.</summary>
    internal async Task<IReadOnlyDictionary<IssueId, string>> TitlesAsync(Site site, IReadOnlyList<IssueId> issues)
    {
        if (issues.Count == 0)
        {
            return new Dictionary<IssueId, string>();
        }

        IReadOnlyList<string?> titles = await RunAsync(
            cancel => Graph.TitlesAsync(site.Caller.Organization, issues, site.Caller.Projects, cancel));
        return issues.Zip(titles).Where(one => one.Second is not null).ToDictionary(one => one.First, one => one.Second!);
    }

    /// <summary>A replay; null if it is unknown, or of a project that the caller may not see.</summary>
    internal async Task<ReplayView?> FindReplayAsync(Site site, ReplayId id)
    {
        IReadOnlyList<ReplayView> found = await RunAsync(cancel => Graph.ReplaysAsync(site.Caller.Organization, [id], cancel));
        return found is [{ } replay] && site.Caller.Sees(replay.ProjectId) ? replay : null;
    }

    private Site? WithTemplates(Site? site) =>
        site is null ? null : site with { Templates = services.Templates.GetValueOrDefault(site.Caller.Organization) };
}
