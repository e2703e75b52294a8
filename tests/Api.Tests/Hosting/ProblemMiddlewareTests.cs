using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using ReplayGraph.Api.Hosting;

namespace ReplayGraph.Api.Tests.Hosting;

/// <summary>What a failure of the graph leaves in the answer and in the log.</summary>
public sealed class ProblemMiddlewareTests
{
    [Fact]
    public async Task WhatPassesByItself_IsOneLineInTheLog()
    {
        (HttpResponse response, Line line) = await FailAsync(new("the database: starting up", isTransient: true));

        Assert.Equal((503, "5"), (response.StatusCode, response.Headers.RetryAfter.ToString()));
        Assert.Equal("GET /here: the graph failed: the database: starting up", line.Text);
        Assert.Null(line.Exception);
    }

    [Fact]
    public async Task WhatStays_IsInTheLogWithWhereItCameFrom()
    {
        var failure = new GraphException("a row cannot be read", isTransient: false);

        (HttpResponse response, Line line) = await FailAsync(failure);

        Assert.Equal((503, ""), (response.StatusCode, response.Headers.RetryAfter.ToString()));
        Assert.Same(failure, line.Exception);
    }

    [Fact]
    public async Task WhatMeetsEveryRequest_IsOneLineInTenSeconds()
    {
        var time = new FakeTimeProvider();
        var log = new Kept();
        var middleware = new ProblemMiddleware(_ => throw new GraphException("no silo answers", isTransient: true), log, time);
        for (int second = 0; second < 15; second++)
        {
            await middleware.InvokeAsync(new DefaultHttpContext());
            time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(
            [" : the graph failed: no silo answers", " : the graph failed: no silo answers; requests before it: 9"],
            log.Lines.Select(line => line.Text));
    }

    private static async Task<(HttpResponse Response, Line Line)> FailAsync(GraphException failure)
    {
        var context = new DefaultHttpContext();
        (context.Request.Method, context.Request.Path) = ("GET", "/here");
        var log = new Kept();
        await new ProblemMiddleware(_ => throw failure, log, TimeProvider.System).InvokeAsync(context);
        return (context.Response, Assert.Single(log.Lines));
    }

    private sealed record Line(string Text, Exception? Exception);

    private sealed class Kept : ILogger<ProblemMiddleware>
    {
        public List<Line> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, Microsoft.Extensions.Logging.EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add(new(formatter(state, exception), exception));
    }
}
