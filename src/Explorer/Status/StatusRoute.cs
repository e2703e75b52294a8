using Microsoft.AspNetCore.Http;
using ReplayGraph.Api.Access;
using ReplayGraph.Api.Problems;
using ReplayGraph.Api.Status;
using ReplayGraph.Explorer.Layout;
using ReplayGraph.Explorer.Services;

namespace ReplayGraph.Explorer.Status;

/// <summary>How this process is, and what the organization has sent to it; for admins who are not limited to projects.</summary>
internal sealed class StatusRoute(PageServices services, IEnumerable<IHostStatus> host)
{
    internal async Task<IResult> AnswerAsync(HttpContext context)
    {
        if (services.Admit(context, out IResult? refusal, Scopes.Admin) is not { } site)
        {
            return refusal!;
        }

        if (!site.IsOperator)
        {
            return ProblemPages.Of(context, Problem.Forbidden("The token is limited to some projects."));
        }

        List<StatusSection> sections = [.. services.Process()];
        foreach (IHostStatus part in host)
        {
            sections.AddRange(await services.RunAsync(part.ReadAsync));
        }

        return PageResult.Of<StatusPage>(
            context,
            StatusCodes.Status200OK,
            (nameof(StatusPage.Site), site),
            (nameof(StatusPage.NotReady), services.NotReady),
            (nameof(StatusPage.Sections), (IReadOnlyList<StatusSection>)sections),
            (nameof(StatusPage.Ingest), services.IngestOf(site.Caller.Organization)));
    }
}
