using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ReplayGraph.Api;
using ReplayGraph.Api.Options;
using ReplayGraph.Bench.Importing;
using ReplayGraph.Embedded;
using ReplayGraph.Explorer;
using ReplayGraph.Queries;

namespace ReplayGraph.Bench.Serving;

/// <summary>
/// The API and the pages over a data folder, with endpoints for measurements: a response of a given length, the list of issues, and an import in
/// the same process. Runs until standard input ends.
/// </summary>
internal static class ServeRole
{
    internal const string Bytes = "/bench/bytes/", Issues = "/bench/issues", Import = "/bench/import";

    // More than the largest response: 1,000 links of about 300 bytes.
    private const int MostBytes = 1 << 20;

    private static readonly byte[] _bytes = Enumerable.Repeat((byte)' ', MostBytes).ToArray();

    internal static async Task<int> RunAsync(string folder, string address)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { Args = ["--urls", address], ContentRootPath = AppContext.BaseDirectory });
        builder.AddReplayGraphApi(new ReplayGraphOptions());
        EmbeddedGraph graph = EmbeddedGraph.Open(new() { Folder = folder }, TimeProvider.System);
        builder.Services.AddSingleton<IGraph>(graph);
        await using (WebApplication app = builder.Build())
        {
            app.MapReplayGraph();
            app.MapExplorer();
            app.MapGet(Bytes + "{n:int}", (RequestDelegate)AnswerBytes);
            app.MapGet(Issues, (RequestDelegate)(context => AnswerIssuesAsync(context, graph)));
            app.MapPost(Import, (RequestDelegate)(context => ImportAsync(context, graph)));
            await app.StartAsync();
            Console.WriteLine("ready");
            await Console.In.ReadToEndAsync();
        }

        await graph.DisposeAsync();
        return 0;
    }

    private static Task AnswerBytes(HttpContext context)
    {
        int n = int.Parse((string)context.Request.RouteValues["n"]!, CultureInfo.InvariantCulture);
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = n;
        return context.Response.BodyWriter.WriteAsync(_bytes.AsMemory(0, n)).AsTask();
    }

    // A line for each issue with replays: its id and their number.
    private static async Task AnswerIssuesAsync(HttpContext context, EmbeddedGraph graph)
    {
        var text = new StringBuilder();
        foreach (NodeKey key in await graph.LinkedAsync(OrganizationId.Default, NodeKind.Issue))
        {
            LinkPage page = await graph.LookupAsync(OrganizationId.Default, new() { Keys = [key], Limit = 1 });
            text.Append(CultureInfo.InvariantCulture, $"{key.Issue} {page.Total}\n");
        }

        await context.Response.WriteAsync(text.ToString());
    }

    // The body is the path of the file. Responds when all of it is acknowledged.
    private static async Task ImportAsync(HttpContext context, EmbeddedGraph graph)
    {
        string file = await new StreamReader(context.Request.Body).ReadToEndAsync();
        // Not on a thread of the pool; see ImportInside.
        using var import = new ImportInside(graph, file);
        Measured measured = await Task.Factory.StartNew(
            import.Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await context.Response.WriteAsJsonAsync(measured);
    }
}
