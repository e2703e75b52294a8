using ReplayGraph.Api.Intakes;
using ReplayGraph.Api.Problems;

namespace ReplayGraph.Api.Hosting;

/// <summary>
/// Gives every error a body: statuses that routing or the server set without one, failures of the graph, and unexpected exceptions.
/// <see cref="ProblemForms"/> writes it.
/// </summary>
internal sealed partial class ProblemMiddleware(RequestDelegate next, ILogger<ProblemMiddleware> log, TimeProvider time)
{
    private readonly RepeatedLine _transient = new(time);
    private readonly ILogger _log = log;

    public Task InvokeAsync(HttpContext context)
    {
        Task running;
        try
        {
            running = next(context);
        }
        catch (Exception e)
        {
            return FailAsync(context, e);
        }

        return running.IsCompletedSuccessfully && context.Response.StatusCode < 400 ? Task.CompletedTask : FinishAsync(context, running);
    }

    private async Task FinishAsync(HttpContext context, Task running)
    {
        try
        {
            await running;
        }
        catch (Exception e)
        {
            await FailAsync(context, e);
            return;
        }

        HttpResponse response = context.Response;
        if (response.StatusCode >= 400 && !response.HasStarted && response.ContentLength is null)
        {
            await ProblemForms.AnswerAsync(context, OfStatus(context));
        }
    }

    private async Task FailAsync(HttpContext context, Exception e)
    {
        if (context.RequestAborted.IsCancellationRequested)
        {
            return;
        }

        if (context.Response.HasStarted)
        {
            LogUnexpected(e, context.Request.Method, context.Request.Path);
            context.Abort();
            return;
        }

        Problem? problem = Of(e);
        if (problem is null)
        {
            LogUnexpected(e, context.Request.Method, context.Request.Path);
            problem = new(500, "Internal error", "Unexpected error; see the server's log.");
        }
        else if (e is GraphException { IsTransient: false })
        {
            LogGraph(e, context.Request.Method, context.Request.Path, e.Message, "");
        }
        else if (e is GraphException && _transient.TryWrite(out int skipped))
        {
            string others = skipped == 0 ? "" : $"; requests before it: {skipped}";
            LogGraph(null, context.Request.Method, context.Request.Path, e.Message, others);
        }

        context.Response.Clear();
        await ProblemForms.AnswerAsync(context, problem);
    }

    private static Problem? Of(Exception e) => e switch
    {
        GraphException { IsTransient: true } => Problem.Unavailable(e.Message, retryAfter: 5),
        GraphException => new(503, "Unavailable", e.Message),
        IntakeFullException full => new(429, "Too many requests", full.Message) { RetryAfter = full.RetryAfter },
        BadHttpRequestException { StatusCode: 413 } => Problem.TooLarge("The body is larger than this server accepts."),
        BadHttpRequestException { StatusCode: 408 } => new(408, "Timeout", "The body arrived too slowly."),
        BadHttpRequestException bad => new(bad.StatusCode, "Bad request", bad.Message),
        OperationCanceledException => new(408, "Timeout", "The query took longer than this server allows. Narrow it."),
        _ => null,
    };

    private static Problem OfStatus(HttpContext context)
    {
        HttpRequest request = context.Request;
        return context.Response.StatusCode switch
        {
            404 => Problem.NotFound($"Nothing is at {request.Path}. The API is described at /openapi/v1.json."),
            405 => new(
                405, "Method not allowed", $"{request.Path} does not support {request.Method}, but {context.Response.Headers.Allow}."),
            413 => Problem.TooLarge("The body is larger than this server accepts."),
            415 => Problem.Unsupported($"Unsupported Content-Type {request.ContentType}."),
            int status => new(status, Reason(status), $"{Reason(status)}."),
        };
    }

    private static string Reason(int status)
    {
        string reason = Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status);
        return reason.Length > 0 ? reason : $"Status {status}";
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed")]
    private partial void LogUnexpected(Exception e, string method, PathString path);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Method} {Path}: the graph failed: {Reason}{Others}")]
    private partial void LogGraph(Exception? e, string method, PathString path, string reason, string others);
}
