using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ReplayGraph.Api.Health;
using ReplayGraph.Api.Live;
using ReplayGraph.Api.Services;
using ReplayGraph.Api.Status;
using ReplayGraph.Explorer.Access;
using ReplayGraph.Explorer.Assets;
using ReplayGraph.Explorer.Coverages;
using ReplayGraph.Explorer.Embeds;
using ReplayGraph.Explorer.Finding;
using ReplayGraph.Explorer.Graphs;
using ReplayGraph.Explorer.Home;
using ReplayGraph.Explorer.Layout;
using ReplayGraph.Explorer.Lookups;
using ReplayGraph.Explorer.Replays;
using ReplayGraph.Explorer.Services;
using ReplayGraph.Explorer.Status;

namespace ReplayGraph.Explorer;

/// <summary>The pages for people, over the graph of the API. Rendered on the server; the URL holds the whole state of a page.</summary>
public static class ExplorerPages
{
    /// <summary>Maps the pages. The API must have been added.</summary>
    /// <param name="app">The program.</param>
    /// <param name="dashboard">The path of a dashboard of the program, which <see cref="ProgramAccess"/> guards; null if it has none.</param>
    public static void MapExplorer(this WebApplication app, string? dashboard = null)
    {
        var services = new PageServices(app.Services.GetRequiredService<ApiServices>(), app.Services.GetService<IGraphHealth>(), dashboard);
        app.Use(ProblemPages.MarkAsync);
        Asset.Map(app);
        var signIn = new SignIn(services.Access);
        Post(app, FormPaths.SignIn, signIn.TakeAsync);
        Post(app, FormPaths.SignOut, context => Task.FromResult(signIn.Leave(context)));
        var home = new HomeRoute(services);
        app.Map("/", Run(home.AnswerAsync)).ExcludeFromDescription();
        const string root = "/explore/{org}";
        Get(app, root + "/find", new FindRoute(services).AnswerAsync);
        Get(app, root + "/complete", new CompletionRoute(services).AnswerAsync);
        var lookup = new LookupRoute(services);
        Get(app, root + "/issues/{id}", lookup.OfId(NodeKind.Issue));
        Get(app, root + "/events/{id}", lookup.OfId(NodeKind.Event));
        Get(app, root + "/traces/{id}", lookup.OfId(NodeKind.Trace));
        Get(app, root + "/transactions", lookup.OfTransactionAsync);
        Get(app, root + "/lookup", lookup.OfSeveralAsync);
        LiveHub hub = app.Services.GetRequiredService<LiveHub>();
        app.MapGet(root + "/issues/{id}/live", new LiveRoute(services, hub, NodeKind.Issue).AnswerAsync).ExcludeFromDescription();
        app.MapGet(root + "/transactions/live", new LiveRoute(services, hub, NodeKind.Transaction).AnswerAsync).ExcludeFromDescription();
        var replay = new ReplayRoute(services);
        Get(app, root + "/replays/{id}", replay.AnswerAsync);
        Get(app, root + "/replays/{id}/delete", replay.ConfirmAsync);
        Post(app, root + "/replays/{id}/delete", replay.DeleteAsync);
        Get(app, root + "/graph", new GraphRoute(services).AnswerAsync);
        var coverage = new CoverageRoute(services);
        Get(app, root + "/coverage", coverage.AnswerAsync);
        Get(app, root + "/coverage/events", coverage.EventsAsync);
        Get(app, root + "/coverage/line", coverage.LineAsync);
        var status = new StatusRoute(services, app.Services.GetServices<IHostStatus>());
        Get(app, root + "/status", status.AnswerAsync);
        EmbedScript.Map(app);
        Embed(app, "issues/{id}", new(services, NodeKind.Issue));
        Embed(app, "events/{id}", new(services, NodeKind.Event));
        Embed(app, "traces/{id}", new(services, NodeKind.Trace));
        Embed(app, "transactions", new(services, NodeKind.Transaction));
    }

    private static void Embed(IEndpointRouteBuilder routes, string path, EmbedRoute route)
    {
        Get(routes, "/embed/{org}/" + path, route.AnswerAsync);
        routes.MapMethods("/embed/{org}/" + path, ["OPTIONS"], Run(route.PreflightAsync)).ExcludeFromDescription();
    }

    private static void Get(IEndpointRouteBuilder routes, string path, Func<HttpContext, Task<IResult>> answer) =>
        routes.MapGet(path, Run(answer)).ExcludeFromDescription();

    private static void Post(IEndpointRouteBuilder routes, string path, Func<HttpContext, Task<IResult>> answer) =>
        routes.MapPost(path, Run(answer)).ExcludeFromDescription();

    private static RequestDelegate Run(Func<HttpContext, Task<IResult>> answer) =>
        async context => await (await answer(context)).ExecuteAsync(context);
}
