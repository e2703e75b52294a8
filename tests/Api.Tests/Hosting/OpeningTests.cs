using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ReplayGraph.Api.Health;
using ReplayGraph.Api.Options;
using ReplayGraph.Api.Tests.Server;
using ReplayGraph.Embedded;
using ReplayGraph.Embedded.Commits;
using ReplayGraph.Embedded.Journal;
using ReplayGraph.Standalone;

namespace ReplayGraph.Api.Tests.Hosting;

/// <summary>What the program answers from the moment when its port is open until its data is.</summary>
public sealed class OpeningTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("replaygraph-").FullName;
    private readonly ManualResetEventSlim _mayBegin = new(), _mayApply = new();
    private readonly HttpClient _client = new();
    private WebApplication _app = null!;
    private EmbeddedHost _host = null!;

    public async Task InitializeAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.AddReplayGraphApi(new ReplayGraphOptions());
        _host = new(Begin);
        builder.Services.AddSingleton<IGraph>(_host);
        builder.Services.AddSingleton<IGraphHealth>(_host);
        builder.Services.AddHostedService(_ => _host);
        _app = builder.Build();
        _app.Urls.Add("http://127.0.0.1:0");
        _app.MapReplayGraph();
        await _app.StartAsync();
        _client.BaseAddress = new(_app.Urls.First());
    }

    public async Task DisposeAsync()
    {
        _mayBegin.Set();
        _mayApply.Set();
        await _app.DisposeAsync();
        _client.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task FactsAreAcknowledgedAtOnce_LookupsLater()
    {
        string replay = Calls.Id(9, 9);
        Task<JsonElement> native = _client.IngestAsync(Calls.Error(Calls.Id(9, 1), 77, replay), Calls.Segment(replay));
        await LookupFailsAsync();
        Assert.False(native.IsCompleted);

        _mayBegin.Set();
        JsonElement answer = await native;
        Assert.Equal((0, 0, 2), (Number(answer, "accepted"), Number(answer, "duplicates"), Number(answer, "journalled")));
        string id = Calls.Id(9, 2);
        string envelope = $"{{\"event_id\":\"{id}\"}}\n{{\"type\":\"event\"}}\n{{\"event_id\":\"{id}\",\"level\":\"error\",\"message\":\"m\"}}";
        using HttpResponseMessage sdk = await _client.PostAsync(
            $"/api/1/envelope/?sentry_key={new string('a', 32)}", new StringContent(envelope));
        Assert.Equal(HttpStatusCode.OK, sdk.StatusCode);
        await LookupFailsAsync();
        foreach (string probe in new[] { "ready", "startup" })
        {
            using HttpResponseMessage health = await _client.GetAsync($"/healthz/{probe}");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        }

        _mayApply.Set();
        Assert.Equal(3, (await _host.Opened).Facts);
        using HttpResponseMessage ready = await _client.GetAsync("/healthz/ready");
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        JsonElement page = await _client.ReadAsync("/api/v1/default/issues/77/replays");
        Assert.Equal(replay, page.GetProperty("replays")[0].GetProperty("replay_id").GetString());
        Assert.False((await _client.ReadAsync($"/api/v1/default/events/{id}/replays")).TryGetProperty("known", out _));
    }

    private static int Number(JsonElement answer, string name) => answer.GetProperty(name).GetInt32();

    private async Task LookupFailsAsync()
    {
        using HttpResponseMessage answer = await _client.GetAsync("/api/v1/default/issues/77/replays");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
    }

    private EmbeddedGraph Begin()
    {
        _mayBegin.Wait();
        return EmbeddedGraph.Begin(
            new() { Folder = _folder }, TimeProvider.System, DiskStorage.Instance, pipeline => new HeldApplier(pipeline, _mayApply));
    }

    private sealed class HeldApplier : IAsyncDisposable
    {
        private readonly Task _persister, _applier;

        internal HeldApplier(CommitPipeline pipeline, ManualResetEventSlim mayApply)
        {
            _persister = Run(pipeline.PersistNext);
            _applier = Run(() =>
            {
                mayApply.Wait();
                return pipeline.ApplyNext();
            });
        }

        public async ValueTask DisposeAsync() => await Task.WhenAll(_persister, _applier);

        private static Task Run(Func<bool> next) => Task.Factory.StartNew(
            () =>
            {
                while (next())
                {
                    // Each call does the work.
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
    }
}
