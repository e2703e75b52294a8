using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using ReplayGraph.Cli.Running;

namespace ReplayGraph.Cli.Targets;

/// <summary>
/// Calls a server for one organization. Retries with exponential backoff when the server is overloaded or the connection is lost: all calls
/// of the API are idempotent. Safe for concurrent use.
/// </summary>
internal sealed class ServerClient : IDisposable
{
    private const int Tries = 8;

    private static readonly TimeSpan _firstWait = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan _longestWait = TimeSpan.FromSeconds(10);

    // Shorter waits are not worth a message.
    private static readonly TimeSpan _noticeable = TimeSpan.FromSeconds(1);

    private readonly HttpClient _http;
    private readonly OrganizationId _organization;
    private readonly CliEnvironment _environment;
    private readonly ServerRefusals _refusals;
    private readonly Lock _gate = new();
    private long _lastNotice;
    private volatile bool _wasReached;

    internal ServerClient(Uri server, OrganizationId organization, string? token, CliEnvironment environment)
    {
        (Server, _organization, _environment) = (server, organization, environment);
        _refusals = new(server, organization, hasToken: token is not null);
        _http = new() { Timeout = TimeSpan.FromMinutes(2) };
        _http.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
    }

    internal Uri Server { get; }

    /// <summary>Whether a server responds at the address.</summary>
    internal async Task<bool> IsAliveAsync(CancellationToken cancel)
    {
        try
        {
            using HttpResponseMessage answer = await _http.GetAsync(new Uri(Server, "healthz/live"), cancel);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>Sends a body, with retries, and returns the status and the response body; never a transient status.</summary>
    /// <param name="path">The path below the organization, such as <c>facts</c>.</param>
    /// <param name="content">Creates the body, once for each attempt.</param>
    /// <param name="cancel">Stops waiting between attempts.</param>
    /// <param name="abort">Aborts a call in progress.</param>
    /// <exception cref="CannotUseException">The server cannot be reached, or rejects the caller.</exception>
    internal async Task<(HttpStatusCode Status, byte[] Body)> PostAsync(
        string path, Func<HttpContent> content, CancellationToken cancel, CancellationToken abort)
    {
        var address = new Uri(Server, $"api/v1/{_organization}/{path}");
        TimeSpan wait = _firstWait;
        for (int left = Tries - 1; ; left--)
        {
            (string failure, TimeSpan? asked) = ("", null);
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = content() };
                using HttpResponseMessage answer = await _http.SendAsync(request, abort).ConfigureAwait(false);
                byte[] body = await answer.Content.ReadAsByteArrayAsync(abort).ConfigureAwait(false);
                _wasReached = true;
                if (!IsTransient(answer.StatusCode))
                {
                    return IsAnswer(answer.StatusCode) ? (answer.StatusCode, body) : throw _refusals.Of(answer.StatusCode, body);
                }

                (failure, asked) = (ServerRefusals.Describe(answer.StatusCode, body), answer.Headers.RetryAfter?.Delta);
            }
            catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException && !abort.IsCancellationRequested)
            {
                failure = e.Message;
            }

            if (left == 0 || !_wasReached)
            {
                throw _refusals.Unreachable(failure, _wasReached ? Tries : 1);
            }

            TimeSpan pause = asked > wait ? asked.Value : wait;
            await WaitAsync(pause < _longestWait ? pause : _longestWait, failure, cancel).ConfigureAwait(false);
            wait *= 2;
        }
    }

    public void Dispose() => _http.Dispose();

    private Task WaitAsync(TimeSpan pause, string failure, CancellationToken cancel)
    {
        // Of several calls that wait at the same time, one reports it.
        lock (_gate)
        {
            if (pause >= _noticeable && (_lastNotice == 0 || _environment.Time.GetElapsedTime(_lastNotice) >= _noticeable))
            {
                _lastNotice = _environment.Time.GetTimestamp();
                _environment.Error.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"{Server}: {failure}; retrying in {pause.TotalSeconds:N0} s"));
            }
        }

        return Task.Delay(pause, _environment.Time, cancel);
    }

    private static bool IsTransient(HttpStatusCode status) => status is HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests
        or HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout;

    private static bool IsAnswer(HttpStatusCode status) => status is HttpStatusCode.OK or HttpStatusCode.BadRequest;
}
