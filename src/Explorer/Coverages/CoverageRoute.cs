using Microsoft.AspNetCore.Http;
using ReplayGraph.Api.Parameters;
using ReplayGraph.Explorer.Layout;
using ReplayGraph.Explorer.Lookups;
using ReplayGraph.Explorer.Services;
using ReplayGraph.Queries;

namespace ReplayGraph.Explorer.Coverages;

/// <summary>The share of events with a replay, by project, day and side, and why the others have none.</summary>
internal sealed class CoverageRoute(PageServices services)
{
    private const string Period = "14d";

    internal async Task<IResult> AnswerAsync(HttpContext context)
    {
        if (services.Admit(context, out IResult? refusal) is not { } site)
        {
            return refusal!;
        }

        QueryCollection filled = Form.Filled(context.Request.Query, "statsPeriod", Period);
        var parameters = new RequestParameters(filled);
        var query = new CoverageQuery
        {
            Window = Times.Window(parameters, site.Now),
            Projects = Filters.Projects(parameters),
            Visible = site.Caller.Projects,
        };
        if (parameters.Error is { } bad)
        {
            return PageResult.Of<ErrorPage>(
                context, StatusCodes.Status400BadRequest, (nameof(ErrorPage.Title), bad.Title), (nameof(ErrorPage.Detail), bad.Detail));
        }

        IReadOnlyList<CoverageRow> rows = await services.RunAsync(
            cancel => services.Graph.CoverageAsync(site.Caller.Organization, query, cancel));
        return PageResult.Of<CoveragePage>(
            context,
            StatusCodes.Status200OK,
            (nameof(CoveragePage.Site), site),
            (nameof(CoveragePage.Rows), rows),
            (nameof(CoveragePage.Form), new Form(filled)));
    }
}
