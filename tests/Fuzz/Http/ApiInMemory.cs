using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using ReplayGraph.Api;
using ReplayGraph.Api.Options;
using ReplayGraph.Embedded;
using ReplayGraph.Fuzz.Journals;

namespace ReplayGraph.Fuzz.Http;

/// <summary>The API over an embedded graph, without a network.</summary>
internal sealed class ApiInMemory : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly EmbeddedGraph _graph;
    private readonly InMemoryServer _server = new();
    private readonly WebApplication _app;

    /// <summary>Starts it.</summary>
    internal ApiInMemory(ReplayGraphOptions options)
    {
        _graph = EmbeddedGraph.Open(new() { Folder = _scratch.Path }, TimeProvider.System);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(Failures);
        builder.AddReplayGraphApi(options);
        builder.Services.AddSingleton<IServer>(_server);
        builder.Services.AddSingleton<IGraph>(_graph);
        _app = builder.Build();
        _app.MapReplayGraph();
        _app.StartAsync().GetAwaiter().GetResult();
    }

    /// <summary>The log of failures.</summary>
    internal Failures Failures { get; } = new();

    /// <summary>Answers a request.</summary>
    internal async Task<(int Status, string? Type, byte[] Body)> AnswerAsync(RequestText request)
    {
        var headers = new HeaderDictionary { ["Host"] = "localhost" };
        foreach ((string name, string value) in request.Headers)
        {
            headers[name] = name.Equals("Host", StringComparison.OrdinalIgnoreCase) ? value : StringValues.Concat(headers[name], value);
        }

        headers.ContentLength = request.Body.IsEmpty ? null : request.Body.Length;
        var body = new MemoryStream();
        var response = new Response(body);
        var features = new FeatureCollection();
        features.Set<IHttpRequestFeature>(new HttpRequestFeature
        {
            Method = request.Method,
            Scheme = "http",
            Protocol = "HTTP/1.1",
            Path = request.Path,
            QueryString = request.Query,
            RawTarget = request.Target,
            Headers = headers,
            Body = new MemoryStream(request.Body.ToArray()),
        });
        features.Set<IHttpResponseFeature>(response);
        features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(body));
        await _server.ProcessAsync(features);
        return (response.StatusCode, response.Headers.ContentType, body.ToArray());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _app.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _graph.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _scratch.Dispose();
    }

    // As on a network, written bytes cannot be withdrawn.
    private sealed class Response(Stream body) : HttpResponseFeature
    {
        public override bool HasStarted => body.Length > 0;
    }
}
