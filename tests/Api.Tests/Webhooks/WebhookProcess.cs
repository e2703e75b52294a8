using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using ReplayGraph.Api.Options;
using ReplayGraph.Api.Services;
using ReplayGraph.Api.Telemetry;
using ReplayGraph.Api.Webhooks;

namespace ReplayGraph.Api.Tests.Webhooks;

/// <summary>The webhooks of a process, on a clock of the test.</summary>
internal sealed class WebhookProcess : IAsyncDisposable, ILoggerProvider
{
    private readonly ServiceProvider _services;
    private readonly FakeTimeProvider _time;
    private readonly List<string> _lines = [];

    internal WebhookProcess(IGraph graph, FakeTimeProvider time, IWebhookStore store, params WebhookOptions[] webhooks)
    {
        _time = time;
        var options = new ReplayGraphOptions { Webhooks = webhooks };
        ServiceCollection services = new();
        services.AddMetrics();
        services.AddLogging(logging => logging.AddProvider(this));
        services.AddSingleton<TimeProvider>(time);
        services.AddSingleton(graph);
        services.AddSingleton(options);
        services.AddSingleton<IngestMeters>();
        services.AddSingleton<ApiServices>();
        services.AddWebhooks(options, _ => store);
        _services = services.BuildServiceProvider();
        Worker = _services.GetRequiredService<WebhookWorker>();
    }

    internal WebhookWorker Worker { get; }

    internal IReadOnlyList<string> Lines => _lines;

    /// <summary>Lets time pass, and does what is due meanwhile.</summary>
    internal async Task PassAsync(double seconds)
    {
        DateTimeOffset end = _time.GetUtcNow().AddSeconds(seconds);
        while (true)
        {
            TimeSpan wait = await Worker.RunAsync(CancellationToken.None), left = end - _time.GetUtcNow();
            if (wait > left)
            {
                _time.Advance(left);
                return;
            }

            _time.Advance(wait);
        }
    }

    public ILogger CreateLogger(string categoryName) => new Collector(_lines);

    public void Dispose()
    {
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private sealed class Collector(List<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, Microsoft.Extensions.Logging.EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Add($"{logLevel}: {formatter(state, exception)} {exception}".TrimEnd());
    }
}
