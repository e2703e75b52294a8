using Microsoft.Extensions.Logging;

namespace ReplayGraph.Fuzz.Http;

/// <summary>A logger that keeps the last exception, because the API turns exceptions into status 500.</summary>
internal sealed class Failures : ILoggerProvider, ILogger
{
    /// <summary>The last exception.</summary>
    internal Exception? Last { get; set; }

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => this;

    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    /// <inheritdoc/>
    public void Log<TState>(
        LogLevel logLevel,
        Microsoft.Extensions.Logging.EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter) =>
        Last = exception ?? Last;

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
