using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ReplayGraph.Api.Tests.Server;

/// <summary>Takes what a program exports over OTLP (HTTP, protobuf), whose strings can be read as they are.</summary>
public sealed class OtlpCollector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, string> _taken = new();

    private OtlpCollector(WebApplication app)
    {
        _app = app;
        app.MapPost("/v1/{signal}", TakeAsync);
    }

    /// <summary>What tells a program to export here.</summary>
    public Dictionary<string, string> Environment => new()
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = _app.Urls.Single(),
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
    };

    /// <summary>All that came as <c>metrics</c> or <c>traces</c>.</summary>
    public string this[string signal] => _taken.GetValueOrDefault(signal, "");

    public static async Task<OtlpCollector> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var collector = new OtlpCollector(builder.Build());
        await collector._app.StartAsync();
        return collector;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context, string signal)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        string text = Encoding.Latin1.GetString(body.ToArray());
        _taken.AddOrUpdate(signal, text, (_, before) => before + text);
    }
}
