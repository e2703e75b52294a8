using System.Net;
using System.Net.Http.Headers;
using System.Text;
using ReplayGraph.Chaos.Ingest;
using ReplayGraph.Chaos.Servers;

namespace ReplayGraph.Chaos.Answers;

/// <summary>API calls to servers that may be down, or busy with the failure of another.</summary>
public static class Calls
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(2);

    // Longer than any pause of a server, since its answer after the pause is checked, too.
    private static readonly TimeSpan _once = TimeSpan.FromSeconds(45);

    /// <summary>Sends a query, with retries while the server is unavailable.</summary>
    /// <exception cref="TimeoutException">The retries gave up.</exception>
    public static async Task<(HttpStatusCode Status, string Body)> AskAsync(this HttpClient server, string organization, Question question)
    {
        using var patience = new CancellationTokenSource(_patience);
        using var pace = new PeriodicTimer(_pause);
        while (true)
        {
            (HttpStatusCode Status, string Body) answer = await server.AskOnceAsync(organization, question, patience.Token);
            if (!IsLater(answer.Status))
            {
                return answer;
            }

            try
            {
                await pace.WaitForNextTickAsync(patience.Token);
            }
            catch (OperationCanceledException e)
            {
                throw new TimeoutException($"{organization}, {question}: no answer within {_patience.TotalSeconds:0} s: {answer}", e);
            }
        }
    }

    /// <summary>Sends a query once.</summary>
    /// <returns>The answer; status 0 and the reason if there was none.</returns>
    public static async Task<(HttpStatusCode Status, string Body)> AskOnceAsync(
        this HttpClient server, string organization, Question question, CancellationToken cancel = default)
    {
        using var once = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        once.CancelAfter(_once);
        try
        {
            using var request = new HttpRequestMessage(
                question.Body is null ? HttpMethod.Get : HttpMethod.Post, $"/api/v1/{organization}/{question.Path}")
            {
                Content = question.Body is null ? null : new StringContent(question.Body, Encoding.UTF8, "application/json"),
                Headers = { Authorization = new AuthenticationHeaderValue("Bearer", Organizations.TokenOf(organization)) },
            };
            using HttpResponseMessage answer = await server.SendAsync(request, once.Token);
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync(once.Token));
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            return (default, e.Message);
        }
    }

    /// <summary>Whether the call should be retried later: the server is unavailable or did not answer.</summary>
    public static bool IsLater(HttpStatusCode status) =>
        status is default(HttpStatusCode) or HttpStatusCode.ServiceUnavailable or HttpStatusCode.RequestTimeout;

    /// <summary>Ingests facts, all of which the server must accept.</summary>
    /// <exception cref="InvalidOperationException">The server rejects some.</exception>
    public static async Task TellAsync(this HttpClient server, string organization, byte[] lines)
    {
        (HttpStatusCode status, string body) = await server.TellOnceAsync(organization, lines);
        if (status != HttpStatusCode.OK || Taken.Of(body).Refused > 0)
        {
            throw new InvalidOperationException($"{organization}: {status} {body}");
        }
    }

    /// <summary>Sends facts once.</summary>
    /// <returns>The answer.</returns>
    public static async Task<(HttpStatusCode Status, string Body)> TellOnceAsync(this HttpClient server, string organization, byte[] lines)
    {
        using HttpRequestMessage request = Telling(organization, lines);
        using HttpResponseMessage answer = await server.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>The request that ingests facts.</summary>
    internal static HttpRequestMessage Telling(string organization, byte[] lines) => new(HttpMethod.Post, $"/api/v1/{organization}/facts")
    {
        Content = new ByteArrayContent(lines) { Headers = { ContentType = new("application/x-ndjson") } },
        Headers = { Authorization = new AuthenticationHeaderValue("Bearer", Organizations.TokenOf(organization)) },
    };
}
