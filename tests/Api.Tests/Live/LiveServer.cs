using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using ReplayGraph.Api.Access;
using ReplayGraph.Api.Live;
using ReplayGraph.Api.Options;
using ReplayGraph.Api.Tests.Server;

namespace ReplayGraph.Api.Tests.Live;

/// <summary>A server over a graph of the test, at the time of the test. Several share one graph, as front-ends do.</summary>
internal sealed class LiveServer : IAsyncDisposable
{
    internal const string Reader = "a-reader-token-000", Limited = "a-limited-token-00", Other = "another-token-0000";

    private readonly FakeTimeProvider _time;
    private readonly WebApplication _app;

    private LiveServer(IGraph graph, FakeTimeProvider time, ReplayGraphOptions options)
    {
        _time = time;
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.AddReplayGraphApi(options);
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddSingleton(graph);
        _app = builder.Build();
        _app.Urls.Add("http://127.0.0.1:0");
        _app.MapReplayGraph();
    }

    internal HttpClient Client { get; } = new();

    internal LiveHub Hub => _app.Services.GetRequiredService<LiveHub>();

    internal static Task<LiveServer> OpenAsync(IGraph graph, FakeTimeProvider time, LiveOptions? live = null) =>
        StartAsync(graph, time, new() { Live = live ?? new() });

    /// <summary>With the organizations acme and other.</summary>
    internal static Task<LiveServer> WithTokensAsync(IGraph graph, FakeTimeProvider time)
    {
        ApiTokenOptions[] tokens =
        [
            Token(Reader, null), Token(Limited, new HashSet<ProjectId> { new(2) }),
        ];
        return StartAsync(graph, time, new()
        {
            Organizations = [new(OrganizationId.Parse("acme"), tokens, []), new(OrganizationId.Parse("other"), [Token(Other, null)], [])],
        });
    }

    /// <summary>Opens a stream, and lets time pass until it has begun.</summary>
    internal async Task<EventStream> FollowAsync(string path, string? lastId = null, string? token = null)
    {
        int before = Hub.Subscribers;
        Task<EventStream> opening = EventStream.OpenAsync(Client, path, lastId, token);
        while (Hub.Subscribers == before && !opening.IsCompleted)
        {
            await Task.Yield();
        }

        Pass();
        return await opening;
    }

    /// <summary>Lets as much time pass as lies between two reads.</summary>
    internal void Pass() => _time.Advance(Hub.Interval);

    internal Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }

    private static ApiTokenOptions Token(string text, IReadOnlySet<ProjectId>? projects) =>
        new(Convert.FromHexString(TokenHash.Of(text)), Scopes.Read, projects, "");

    private static async Task<LiveServer> StartAsync(IGraph graph, FakeTimeProvider time, ReplayGraphOptions options)
    {
        var server = new LiveServer(graph, time, options);
        await server._app.StartAsync();
        server.Client.BaseAddress = new(server._app.Urls.First());
        return server;
    }
}
