using Microsoft.AspNetCore.Http;
using ReplayGraph.Api.Problems;
using ReplayGraph.Explorer.Layout;
using ReplayGraph.Explorer.Lookups;
using ReplayGraph.Explorer.Services;
using ReplayGraph.Queries;

namespace ReplayGraph.Explorer.Finding;

/// <summary>Leads from what a person pasted to its page; where an id can be several things that are known, the person chooses.</summary>
internal sealed class FindRoute(PageServices services)
{
    internal async Task<IResult> AnswerAsync(HttpContext context)
    {
        if (services.Admit(context, out IResult? refusal) is not { } site)
        {
            return refusal!;
        }

        string text = context.Request.Query["q"].ToString();
        if (Pasted.ReadSeveral(text) is { } several)
        {
            return await SeveralAsync(context, site, text, several);
        }

        if (Pasted.Read(text) is not { } pasted)
        {
            return PageResult.Of<FoundPage>(
                context, StatusCodes.Status400BadRequest, (nameof(FoundPage.Site), site), (nameof(FoundPage.Text), text));
        }

        bool isCertain = pasted.Candidates.Count == 1 && !pasted.IsLikeShortId;
        IReadOnlyList<NodeKey> known = isCertain ? pasted.Candidates : await KnownAsync(site, pasted.Candidates);
        return known.Count == 1
            ? TypedResults.LocalRedirect(site.PathOf(known[0]))
            : PageResult.Of<FoundPage>(
                context,
                StatusCodes.Status200OK,
                (nameof(FoundPage.Site), site),
                (nameof(FoundPage.Text), text),
                (nameof(FoundPage.Recognised), pasted.Recognised),
                (nameof(FoundPage.IsLikeShortId), pasted.IsLikeShortId),
                (nameof(FoundPage.Candidates), pasted.Candidates),
                (nameof(FoundPage.Known), known));
    }

    // Of an id that can be several things, those that are known; an unknown one is an event that may still arrive. A replay is an answer, not
    // a question, so where one is among them the person chooses.
    private async Task<IResult> SeveralAsync(HttpContext context, Site site, string text, IReadOnlyList<Pasted> several)
    {
        if (several.Count > LookupQuery.MaxKeys)
        {
            return ProblemPages.Of(
                context, Problem.BadRequest($"{several.Count} ids were pasted; one lookup takes up to {LookupQuery.MaxKeys}."));
        }

        HashSet<NodeKey> known = [.. await KnownAsync(site, [.. several.SelectMany(one => one.Candidates)])];
        NodeKey[] keys =
        [
            .. several.SelectMany(one => one.Candidates.Any(known.Contains) ? one.Candidates.Where(known.Contains) : [one.Candidates[0]]).Distinct(),
        ];
        return !keys.Any(key => key.Kind == NodeKind.Replay)
            ? TypedResults.LocalRedirect(LookupKeys.PathOf(site, keys))
            : PageResult.Of<FoundPage>(
                context,
                StatusCodes.Status200OK,
                (nameof(FoundPage.Site), site),
                (nameof(FoundPage.Text), text),
                (nameof(FoundPage.Recognised), $"{several.Count} ids"),
                (nameof(FoundPage.Candidates), keys),
                (nameof(FoundPage.Known), keys));
    }

    private async Task<IReadOnlyList<NodeKey>> KnownAsync(Site site, IReadOnlyList<NodeKey> candidates)
    {
        HashSet<NodeKey> known = [];
        foreach (NodeKey[] keys in candidates.Where(key => key.Kind != NodeKind.Replay).Chunk(LookupQuery.MaxKeys))
        {
            var query = new LookupQuery { Keys = keys, Limit = 1, Filter = new() { Visible = site.Caller.Projects } };
            IReadOnlyList<KeyLinks> each = await services.RunAsync(
                cancel => services.Graph.LookupEachAsync(site.Caller.Organization, query, cancel));
            known.UnionWith(each.Where(one => one.IsKnown).Select(one => one.Key));
        }

        ReplayId[] replays = [.. candidates.Where(key => key.Kind == NodeKind.Replay).Select(key => key.Replay)];
        IReadOnlyList<ReplayView> found = replays.Length == 0
            ? []
            : await services.RunAsync(cancel => services.Graph.ReplaysAsync(site.Caller.Organization, replays, cancel));
        known.UnionWith(found.Where(replay => site.Caller.Sees(replay.ProjectId)).Select(replay => NodeKey.Of(replay.ReplayId)));
        return [.. candidates.Where(known.Contains)];
    }
}
