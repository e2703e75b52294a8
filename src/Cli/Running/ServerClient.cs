using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace ReplayGraph.Cli.Running;

/// <summary>
/// Calls a server for one organization. A call that a server is too busy for, or during which the connection is lost, is made again
/// after a wait that doubles: all calls of the API may be repeated. Safe for concurrent use.
/// </summary>
internal sealed class ServerClient : IDisposable
{
    private const int Tries = 8;

    private static readonly TimeSpan _firstWait = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan _longestWait = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http;
    private readonly Uri _server;
    private readonly OrganizationId _organization;
    private readonly Surroundings _around;
    private volatile bool _wasReached;

    internal ServerClient(Uri server, OrganizationId organization, string? token, Surroundings around)
    {
        (_server, _organization, _around) = (server, organization, around);
        _http = new() { Timeout = TimeSpan.FromMinutes(2) };
        _http.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>Whether anything answers at the address.</summary>
    internal async Task<bool> IsThereAsync(CancellationToken cancel)
    {
        try
        {
            using HttpResponseMessage answer = await _http.GetAsync(new Uri(_server, "healthz/live"), cancel);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>Sends a body, again if need be, and answers the status and what came back; never a status that says to try again.</summary>
    /// <param name="path">Below the organization: <c>facts</c>.</param>
    /// <param name="content">Makes the body, once for each try.</param>
    /// <param name="cancel">Stops waiting between tries. A call under way is always finished.</param>
    /// <exception cref="CannotUseException">The server cannot be reached, or refuses the caller.</exception>
    internal async Task<(HttpStatusCode Status, byte[] Body)> PostAsync(string path, Func<HttpContent> content, CancellationToken cancel)
    {
        var address = new Uri(_server, $"api/v1/{_organization}/{path}");
        TimeSpan wait = _firstWait;
        for (int left = Tries - 1; ; left--)
        {
            (string failure, TimeSpan? asked) = ("", null);
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = content() };
                using HttpResponseMessage answer = await _http.SendAsync(request, CancellationToken.None).ConfigureAwait(false);
                byte[] body = await answer.Content.ReadAsByteArrayAsync(CancellationToken.None).ConfigureAwait(false);
                _wasReached = true;
                if (!IsTransient(answer.StatusCode))
                {
                    return IsAnswer(answer.StatusCode) ? (answer.StatusCode, body) : throw Refusal(address, answer.StatusCode, body);
                }

                (failure, asked) = (Describe(answer.StatusCode, body), answer.Headers.RetryAfter?.Delta);
            }
            catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException)
            {
                failure = e.Message;
            }

            if (left == 0 || !_wasReached)
            {
                throw new CannotUseException($"{address}: {failure}");
            }

            TimeSpan pause = asked > wait ? asked.Value : wait;
            await Task.Delay(pause < _longestWait ? pause : _longestWait, _around.Time, cancel).ConfigureAwait(false);
            wait *= 2;
        }
    }

    /// <summary>What a server's refusal says.</summary>
    internal static string Describe(HttpStatusCode status, byte[] body)
    {
        string text = $"{(int)status} {status}";
        try
        {
            using JsonDocument problem = JsonDocument.Parse(body);
            return problem.RootElement.TryGetProperty("detail", out JsonElement detail) ? $"{text}: {detail.GetString()}" : text;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return text;
        }
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _http.Dispose();

    private static bool IsTransient(HttpStatusCode status) => status is HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests
        or HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout;

    private static bool IsAnswer(HttpStatusCode status) => status is HttpStatusCode.OK or HttpStatusCode.BadRequest;

    private static CannotUseException Refusal(Uri address, HttpStatusCode status, byte[] body) =>
        new($"{address}: {Describe(status, body)}");
}
