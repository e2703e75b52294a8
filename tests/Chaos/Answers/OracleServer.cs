using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using ReplayGraph.Api;
using ReplayGraph.Chaos.Ingest;
using ReplayGraph.Chaos.Servers;
using ReplayGraph.Conformance.Oracle;

namespace ReplayGraph.Chaos.Answers;

/// <summary>The oracle behind the API, so that the same request to it and to a server must get the same answer.</summary>
public sealed class OracleServer : IAsyncDisposable
{
    private const int Seconds = 120;

    private readonly WebApplication _app;
    private readonly FakeTimeProvider _time;
    private readonly SemaphoreSlim _telling = new(1);
    private readonly Dictionary<DrawnOrganization, int> _known = [];

    private OracleServer(WebApplication app, FakeTimeProvider time) =>
        (_app, _time, Client) = (app, time, new() { BaseAddress = new(app.Urls.First()), Timeout = TimeSpan.FromSeconds(Seconds) });

    /// <summary>A client of the server.</summary>
    public HttpClient Client { get; }

    /// <summary>Starts the oracle in this process.</summary>
    public static async Task<OracleServer> StartAsync(IEnumerable<string> organizations)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.AddReplayGraphApi(Organizations.ToOptions(organizations) with { QuerySeconds = Seconds });

        // The oracle recomputes everything when its clock advances, so the clock advances only with new facts.
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        builder.Services.AddSingleton<IGraph>(new OracleGraph(time));
        WebApplication app = builder.Build();
        app.MapReplayGraph();
        await app.StartAsync();
        return new(app, time);
    }

    /// <summary>Ingests the batches that were acknowledged since the last call.</summary>
    public async Task TellAsync(DrawnOrganization organization)
    {
        await _telling.WaitAsync();
        try
        {
            byte[][] news = [.. organization.Acknowledged.Skip(_known.GetValueOrDefault(organization))];
            if (news.Length > 0)
            {
                _time.AdjustTime(TimeProvider.System.GetUtcNow());
                await Client.TellAsync(organization.Name, [.. news.SelectMany(lines => lines)]);
                _known[organization] = _known.GetValueOrDefault(organization) + news.Length;
            }
        }
        finally
        {
            _telling.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _telling.Dispose();
        await _app.DisposeAsync();
    }
}
