using System.Net;
using System.Net.Http.Headers;
using System.Text;
using ReplayGraph.Chaos.Ingest;
using ReplayGraph.Chaos.Servers;

namespace ReplayGraph.Chaos.Answers;

/// <summary>Calls of the API that may meet a server that is away, or busy with the death of another.</summary>
public static class Calls
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(2);

    // Longer than a server is ever paused: what it says when it goes on is an answer, too.
    private static readonly TimeSpan _once = TimeSpan.FromSeconds(45);

    /// <summary>Asks, and again as long as the answer is to come later.</summary>
    /// <exception cref="TimeoutException">There was none for long.</exception>
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

    /// <summary>Asks once.</summary>
    /// <returns>The answer; 0 and why, if there was none.</returns>
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

    /// <summary>True if a server says, or its silence does, that the answer is to be had later.</summary>
    public static bool IsLater(HttpStatusCode status) =>
        status is default(HttpStatusCode) or HttpStatusCode.ServiceUnavailable or HttpStatusCode.RequestTimeout;

    /// <summary>Tells facts to a server that must take all of them.</summary>
    /// <exception cref="InvalidOperationException">It does not.</exception>
    public static async Task TellAsync(this HttpClient server, string organization, byte[] lines)
    {
        (HttpStatusCode status, string body) = await server.TellOnceAsync(organization, lines);
        if (status != HttpStatusCode.OK || Taken.Of(body).Refused > 0)
        {
            throw new InvalidOperationException($"{organization}: {status} {body}");
        }
    }

    /// <summary>Tells facts, once.</summary>
    /// <returns>What the server says.</returns>
    public static async Task<(HttpStatusCode Status, string Body)> TellOnceAsync(this HttpClient server, string organization, byte[] lines)
    {
        using HttpRequestMessage request = Telling(organization, lines);
        using HttpResponseMessage answer = await server.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>The request that tells facts.</summary>
    internal static HttpRequestMessage Telling(string organization, byte[] lines) => new(HttpMethod.Post, $"/api/v1/{organization}/facts")
    {
        Content = new ByteArrayContent(lines) { Headers = { ContentType = new("application/x-ndjson") } },
        Headers = { Authorization = new AuthenticationHeaderValue("Bearer", Organizations.TokenOf(organization)) },
    };
}
