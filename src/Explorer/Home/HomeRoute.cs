using Microsoft.AspNetCore.Http;
using ReplayGraph.Api.Http;
using ReplayGraph.Explorer.Layout;
using ReplayGraph.Explorer.Services;

namespace ReplayGraph.Explorer.Home;

/// <summary>The start page, for browsers: programs that ask for <c>/</c> get a 404.</summary>
internal sealed class HomeRoute(PageServices services)
{
    internal async Task<IResult> AnswerAsync(HttpContext context)
    {
        context.Response.Headers.Vary = "Accept";
        if (!AcceptHeader.PrefersHtml(context.Request))
        {
            return TypedResults.NotFound();
        }

        if (services.Access.OrganizationOf(context, out IResult? refusal) is not { } organization)
        {
            return refusal!;
        }

        context.Request.RouteValues["org"] = organization.ToString();
        return services.Admit(context, out refusal) is { } site
            ? PageResult.Of<HomePage>(
                context,
                StatusCodes.Status200OK,
                (nameof(HomePage.Site), site),
                (nameof(HomePage.Address), $"{context.Request.Scheme}://{context.Request.Host}"),
                (nameof(HomePage.IsOpen), services.Access.IsOpen),
                (nameof(HomePage.Recent), await new RecentReader(services, site).ReadAsync()),
                (nameof(HomePage.NotReady), services.NotReady))
            : refusal!;
    }
}
