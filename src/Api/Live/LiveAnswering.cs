using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using ReplayGraph.Api.Access;
using ReplayGraph.Api.Problems;

namespace ReplayGraph.Api.Live;

/// <summary>Answers a request by a stream of events.</summary>
internal static class LiveAnswering
{
    /// <summary>Subscribes the client and sends until it leaves, the server stops or the stream has lasted long enough.</summary>
    internal static async Task AnswerAsync(HttpContext context, LiveHub hub, LiveTopic topic, Caller caller)
    {
        using Subscriber? subscriber = hub.Subscribe(topic, caller, LastEventId(context.Request));
        if (subscriber is null)
        {
            await Problem.Unavailable("This server has as many live streams as it serves.", retryAfter: 30).WriteAsync(context);
            return;
        }

        await subscriber.Started.WaitAsync(context.RequestAborted);
        context.Response.Headers["X-Accel-Buffering"] = "no";
        await TypedResults.ServerSentEvents(WithRetry(subscriber.Events, RetryOf(context))).ExecuteAsync(context);
    }

    // A browser sends the header when it connects again by itself; a page that opens a new stream can only send the parameter.
    private static string? LastEventId(HttpRequest request) =>
        request.Headers["Last-Event-ID"] is [{ Length: > 0 } id] ? id : request.Query["last_event_id"] is [{ Length: > 0 } named] ? named : null;

    // Different for each client, so that those of a front-end that has stopped do not all come back at the same moment.
    private static TimeSpan RetryOf(HttpContext context) =>
        TimeSpan.FromMilliseconds(2000 + ((uint)context.Connection.Id.GetHashCode(StringComparison.Ordinal) % 4000));

    private static async IAsyncEnumerable<SseItem<string>> WithRetry(
        IAsyncEnumerable<SseItem<string>> events, TimeSpan retry, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        TimeSpan? first = retry;
        await foreach (SseItem<string> one in events.WithCancellation(cancel))
        {
            yield return first is null ? one : new(one.Data, one.EventType) { EventId = one.EventId, ReconnectionInterval = first };
            first = null;
        }
    }
}
