using Microsoft.AspNetCore.Http;
using ReplayGraph.Api.Coverage;
using ReplayGraph.Api.Parameters;
using ReplayGraph.Explorer.Layout;
using ReplayGraph.Explorer.Lookups;
using ReplayGraph.Explorer.Services;
using ReplayGraph.Queries;

namespace ReplayGraph.Explorer.Coverages;

/// <summary>The share of events with a replay, by project, day and side, and why the others have none. The parameters are those of the API.</summary>
internal sealed class CoverageRoute(PageServices services)
{
    /// <summary>The most events of an outcome.</summary>
    internal const int MostEvents = 50;

    private const string Period = "14d";

    /// <summary>The counts.</summary>
    internal async Task<IResult> AnswerAsync(HttpContext context)
    {
        if (services.Admit(context, out IResult? refusal) is not { } site)
        {
            return refusal!;
        }

        QueryCollection filled = Filled(context);
        var parameters = new RequestParameters(filled);
        CoverageQuery query = CoverageParameters.Read(parameters, site.Caller, site.Now);
        if (parameters.Error is { } bad)
        {
            return ProblemPages.Of(context, bad);
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

    /// <summary>The latest events of an outcome.</summary>
    internal async Task<IResult> EventsAsync(HttpContext context)
    {
        if (services.Admit(context, out IResult? refusal) is not { } site)
        {
            return refusal!;
        }

        QueryCollection filled = Filled(context);
        var parameters = new RequestParameters(filled);
        Outcome outcome = CoverageParameters.Outcome(parameters);
        CoverageQuery query = CoverageParameters.Read(parameters, site.Caller, site.Now);
        if (parameters.Error is { } bad)
        {
            return ProblemPages.Of(context, bad);
        }

        IReadOnlyList<EventView> events = await services.RunAsync(
            cancel => services.Graph.CoverageEventsAsync(site.Caller.Organization, query, outcome, MostEvents, cancel));
        return PageResult.Of<CoverageEventsPage>(
            context,
            StatusCodes.Status200OK,
            (nameof(CoverageEventsPage.Site), site),
            (nameof(CoverageEventsPage.Advice), Advice.For(outcome)),
            (nameof(CoverageEventsPage.Events), events),
            (nameof(CoverageEventsPage.Form), new Form(filled)));
    }

    /// <summary>The share of the last day in one line, without a page around it: it may take longer than the page that shows it.</summary>
    internal async Task<IResult> LineAsync(HttpContext context)
    {
        if (services.Admit(context, out IResult? refusal) is not { } site)
        {
            return refusal!;
        }

        var query = new CoverageQuery
        {
            Window = new(site.Now.Plus(TimeSpan.FromDays(-1)), Timestamp.Max),
            Visible = site.Caller.Projects,
        };
        IReadOnlyList<CoverageRow> rows = await services.RunAsync(
            cancel => services.Graph.CoverageAsync(site.Caller.Organization, query, cancel));
        return PageResult.Of<CoverageLine>(
            context, StatusCodes.Status200OK, (nameof(CoverageLine.Site), site), (nameof(CoverageLine.Rows), rows));
    }

    // A period overrides start and end, so it is the default only without them.
    private static QueryCollection Filled(HttpContext context)
    {
        IQueryCollection query = context.Request.Query;
        bool hasTimes = !string.IsNullOrWhiteSpace(query["start"]) || !string.IsNullOrWhiteSpace(query["end"]);
        return Form.Filled(query, "statsPeriod", hasTimes ? null : Period);
    }
}
