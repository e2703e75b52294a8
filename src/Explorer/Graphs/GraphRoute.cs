using Microsoft.AspNetCore.Http;
using ReplayGraph.Api.Problems;
using ReplayGraph.Explorer.Layout;
using ReplayGraph.Explorer.Services;

namespace ReplayGraph.Explorer.Graphs;

/// <summary>The graph around the nodes that a person has opened.</summary>
internal sealed class GraphRoute(PageServices services)
{
    internal async Task<IResult> AnswerAsync(HttpContext context)
    {
        if (services.Admit(context, out IResult? refusal) is not { } site)
        {
            return refusal!;
        }

        if (GraphState.Read(context.Request.Query, out string error) is not { } state)
        {
            return ProblemPages.Of(context, Problem.BadRequest(error + "."));
        }

        Drawing drawing = await new DrawingBuilder(services, site).BuildAsync(state);
        return PageResult.Of<GraphPage>(
            context,
            StatusCodes.Status200OK,
            (nameof(GraphPage.Site), site),
            (nameof(GraphPage.State), state),
            (nameof(GraphPage.Drawing), drawing));
    }
}
