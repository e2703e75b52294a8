using Microsoft.AspNetCore.Http;
using ReplayGraph.Explorer.Layout;
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
        if (Pasted.Read(text) is not { } pasted)
        {
            return PageResult.Of<FoundPage>(
                context, StatusCodes.Status400BadRequest, (nameof(FoundPage.Site), site), (nameof(FoundPage.Text), text));
        }

        IReadOnlyList<NodeKey> known = pasted.Candidates.Count == 1 ? pasted.Candidates : await KnownAsync(site, pasted.Candidates);
        return known.Count == 1
            ? TypedResults.LocalRedirect(site.PathOf(known[0]))
            : PageResult.Of<FoundPage>(
                context,
                StatusCodes.Status200OK,
                (nameof(FoundPage.Site), site),
                (nameof(FoundPage.Text), text),
                (nameof(FoundPage.Recognised), pasted.Recognised),
                (nameof(FoundPage.Candidates), pasted.Candidates),
                (nameof(FoundPage.Known), known));
    }

    private async Task<IReadOnlyList<NodeKey>> KnownAsync(Site site, IReadOnlyList<NodeKey> candidates)
    {
        NodeKey[] keys = [.. candidates.Where(key => key.Kind != NodeKind.Replay)];
        var query = new LookupQuery { Keys = keys, ByKey = true, Limit = 1, Filter = new() { Visible = site.Caller.Projects } };
        LinkPage page = await services.RunAsync(cancel => services.Graph.LookupAsync(site.Caller.Organization, query, cancel));
        HashSet<NodeKey> known = [.. page.ByKey!.Where(one => one.IsKnown).Select(one => one.Key)];
        foreach (NodeKey replay in candidates.Where(key => key.Kind == NodeKind.Replay))
        {
            if (await services.FindReplayAsync(site, replay.Replay) is not null)
            {
                known.Add(replay);
            }
        }

        return [.. candidates.Where(known.Contains)];
    }
}
