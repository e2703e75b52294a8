using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace ReplayGraph.Api.Webhooks;

/// <summary>Makes one attempt of a call. It follows no redirect, uses no proxy, keeps no cookie, and reads nothing of the answer's body.</summary>
internal sealed class WebhookSender : IDisposable
{
    private static readonly TimeSpan _timeout = TimeSpan.FromSeconds(10);

    private readonly TimeProvider _time;
    private readonly HttpMessageInvoker _public;
    private readonly HttpMessageInvoker _any;

    public WebhookSender(TimeProvider time)
        : this(time, static (host, cancel) => Dns.GetHostAddressesAsync(host, cancel))
    {
    }

    internal WebhookSender(TimeProvider time, AddressResolver resolve)
    {
        _time = time;
        _public = new(Handler(new(resolve, allowPrivate: false)));
        _any = new(Handler(new(resolve, allowPrivate: true)));
    }

    /// <summary>Sends a body. Fails only if it is cancelled.</summary>
    internal async Task<CallResult> SendAsync(Webhook webhook, ReadOnlyMemory<byte> body, CancellationToken cancel)
    {
        using var deadline = new CancellationTokenSource(_timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancel);
        using HttpRequestMessage request = Request(webhook, body);
        try
        {
            using HttpResponseMessage answer = await (webhook.AllowPrivate ? _any : _public).SendAsync(request, either.Token);
            return ResultOf(answer);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new(CallOutcome.Failed, $"no answer within {_timeout.TotalSeconds:0} s");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException)
        {
            return e.GetBaseException() is AddressRefusedException refused
                ? new(CallOutcome.Refused, $"{refused.Message}, and AllowPrivate is not set")
                : new(CallOutcome.Failed, ReasonOf(e));
        }
    }

    public void Dispose()
    {
        _public.Dispose();
        _any.Dispose();
    }

    private static SocketsHttpHandler Handler(CheckedConnections connections) => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        ConnectCallback = connections.ConnectAsync,
        // After that a name is resolved, and its addresses are checked, again.
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        MaxResponseHeadersLength = 16,
        MaxResponseDrainSize = 4096,
        ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator(),
    };

    private HttpRequestMessage Request(Webhook webhook, ReadOnlyMemory<byte> body)
    {
        long seconds = _time.GetUtcNow().ToUnixTimeSeconds();
        var content = new ReadOnlyMemoryContent(body);
        content.Headers.ContentType = new("application/json");
        var request = new HttpRequestMessage(HttpMethod.Post, webhook.Url) { Content = content };
        request.Headers.UserAgent.Add(new("ReplayGraph", null));
        request.Headers.Add(WebhookSignature.TimeHeader, seconds.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add(WebhookSignature.Header, webhook.Signature.Of(seconds, body.Span));
        return request;
    }

    private CallResult ResultOf(HttpResponseMessage answer) => answer.StatusCode switch
    {
        HttpStatusCode.Gone => new(CallOutcome.Gone, "it answered 410"),
        >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices => new(CallOutcome.Delivered),
        var status => new(CallOutcome.Failed, $"it answered {(int)status}", Wait(answer.Headers.RetryAfter)),
    };

    private TimeSpan? Wait(RetryConditionHeaderValue? header) => header switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when date > _time.GetUtcNow() => date - _time.GetUtcNow(),
        _ => null,
    };

    // Messages of other exceptions can name addresses.
    private static string ReasonOf(Exception failure) => failure.GetBaseException() is SocketException socket
        ? socket.SocketErrorCode.ToString()
        : failure is HttpRequestException request ? request.HttpRequestError.ToString() : "the connection was closed";
}
