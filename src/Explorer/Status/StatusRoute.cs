using Microsoft.AspNetCore.Http;
using ReplayGraph.Api.Access;
using ReplayGraph.Api.Problems;
using ReplayGraph.Api.Status;
using ReplayGraph.Explorer.Layout;
using ReplayGraph.Explorer.Services;

namespace ReplayGraph.Explorer.Status;

/// <summary>How this process is, and what the organization has sent to it; for admins who are not limited to projects.</summary>
internal sealed class StatusRoute(PageServices services, IHostStatus? host)
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

        IReadOnlyList<StatusSection> sections = host is null ? [] : await services.RunAsync(host.ReadAsync);
        return PageResult.Of<StatusPage>(
            context,
            StatusCodes.Status200OK,
            (nameof(StatusPage.Site), site),
            (nameof(StatusPage.NotReady), services.NotReady),
            (nameof(StatusPage.Sections), (IReadOnlyList<StatusSection>)[.. services.Process(), .. sections]),
            (nameof(StatusPage.Ingest), services.IngestOf(site.Caller.Organization)));
    }
}
