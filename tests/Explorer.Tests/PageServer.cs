using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using ReplayGraph.Api;
using ReplayGraph.Api.Access;
using ReplayGraph.Api.Options;
using ReplayGraph.Conformance;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Embedded;
using ReplayGraph.Facts;

namespace ReplayGraph.Explorer.Tests;

/// <summary>The pages over an embedded graph, at <see cref="World.Now"/>.</summary>
internal sealed class PageServer : IAsyncDisposable
{
    internal const string Reader = "a-reader-token-000", Limited = "a-limited-token-00", Sender = "an-ingest-token-00", Other = "another-token-0000",
        Admin = "an-admin-token-000", OtherAdmin = "another-admin-tok";

    private readonly string _folder = Directory.CreateTempSubdirectory("replaygraph-").FullName;
    private readonly FakeTimeProvider _time = new(World.Now.ToDate());
    private readonly HttpClientHandler _handler = new() { AllowAutoRedirect = false };
    private readonly EmbeddedGraph _graph;
    private readonly WebApplication _app;

    private PageServer(ReplayGraphOptions options, IGraph? graph = null)
    {
        _graph = EmbeddedGraph.Open(new() { Folder = _folder }, _time);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.AddReplayGraphApi(options);
        builder.Services.AddSingleton<TimeProvider>(_time);
        builder.Services.AddSingleton(graph ?? _graph);
        _app = builder.Build();
        _app.Urls.Add("http://127.0.0.1:0");
        _app.MapReplayGraph();
        _app.MapExplorer();
        Client = new(_handler);
        Client.DefaultRequestHeaders.Add("Accept", "text/html");
    }

    /// <summary>Keeps cookies, and follows no redirects.</summary>
    internal HttpClient Client { get; }

    internal CookieCollection Cookies => _handler.CookieContainer.GetAllCookies();

    /// <summary>Without organizations: open to this machine, everything is in <c>default</c>.</summary>
    internal static Task<PageServer> OpenAsync(params IFact[] facts) => StartAsync(new(), OrganizationId.Default, facts);

    /// <summary>Over a graph whose every call fails.</summary>
    internal static async Task<PageServer> FailingAsync(Exception failure)
    {
        var server = new PageServer(new(), FailingGraph.With(failure));
        await server.BeginAsync();
        return server;
    }

    /// <summary>With options of its own.</summary>
    internal static Task<PageServer> WithOptionsAsync(ReplayGraphOptions options, params IFact[] facts) =>
        StartAsync(options, options.IsOpen ? OrganizationId.Default : World.Organization, facts);

    /// <summary>With the organizations acme, which holds the facts, and other.</summary>
    internal static Task<PageServer> WithTokensAsync(params IFact[] facts)
    {
        ApiTokenOptions[] tokens =
        [
            new(Convert.FromHexString(TokenHash.Of(Reader)), Scopes.Read, null, ""),
            new(Convert.FromHexString(TokenHash.Of(Limited)), Scopes.Read, new HashSet<ProjectId> { World.Project(2) }, ""),
            new(Convert.FromHexString(TokenHash.Of(Sender)), Scopes.Ingest, null, ""),
            new(Convert.FromHexString(TokenHash.Of(Admin)), Scopes.Admin | Scopes.Read | Scopes.Ingest, null, ""),
        ];
        ApiTokenOptions[] others =
        [
            new(Convert.FromHexString(TokenHash.Of(Other)), Scopes.Read, null, ""),
            new(Convert.FromHexString(TokenHash.Of(OtherAdmin)), Scopes.Admin | Scopes.Read | Scopes.Ingest, null, ""),
        ];
        var options = new ReplayGraphOptions
        {
            Organizations = [new(World.Organization, tokens, []), new(OrganizationId.Parse("other"), others, [])],
        };
        return StartAsync(options, World.Organization, facts);
    }

    internal void Advance(TimeSpan time) => _time.Advance(time);

    internal async Task<(HttpStatusCode Status, string Html)> GetAsync(string path)
    {
        using HttpResponseMessage answer = await Client.GetAsync(new Uri(path, UriKind.Relative));
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Where a page redirects to; null if it does not.</summary>
    internal async Task<string?> RedirectAsync(string path)
    {
        using HttpResponseMessage answer = await Client.GetAsync(new Uri(path, UriKind.Relative));
        return answer.Headers.Location?.ToString();
    }

    /// <summary>Sends a form as a browser does from one of our pages, or from another site.</summary>
    internal async Task<(HttpStatusCode Status, string? Location, string Html)> PostAsync(
        string path, string site = "same-origin", params (string Name, string Value)[] fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Headers.Add("Sec-Fetch-Site", site);
        request.Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using HttpResponseMessage answer = await Client.SendAsync(request);
        return (answer.StatusCode, answer.Headers.Location?.ToString(), await answer.Content.ReadAsStringAsync());
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _handler.Dispose();
        await _app.DisposeAsync();
        await _graph.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<PageServer> StartAsync(ReplayGraphOptions options, OrganizationId organization, IFact[] facts)
    {
        var server = new PageServer(options);
        await server._graph.IngestAsync(organization, Batches.Of(facts));
        await server.BeginAsync();
        return server;
    }

    private async Task BeginAsync()
    {
        await _app.StartAsync();
        Client.BaseAddress = new(_app.Urls.First());
    }
}
