using System.Net;
using System.Net.Http.Headers;
using System.Text;
using ReplayGraph.Cluster.Tests.Silos;

namespace ReplayGraph.Cluster.Tests.Answers;

/// <summary>Calls of the API that may meet a silo that is busy with the death of another.</summary>
internal static class Calls
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(2);

    /// <summary>Asks, and again as long as the answer is to come later.</summary>
    internal static async Task<(HttpStatusCode Status, string Body)> AskAsync(this HttpClient server, string organization, Question question)
    {
        using var patience = new CancellationTokenSource(_patience);
        using var pace = new PeriodicTimer(_pause);
        while (true)
        {
            string failure;
            try
            {
                using var request = new HttpRequestMessage(
                    question.Body is null ? HttpMethod.Get : HttpMethod.Post, $"/api/v1/{organization}/{question.Path}")
                {
                    Content = question.Body is null ? null : new StringContent(question.Body, Encoding.UTF8, "application/json"),
                    Headers = { Authorization = new AuthenticationHeaderValue("Bearer", Organizations.TokenOf(organization)) },
                };
                using HttpResponseMessage answer = await server.SendAsync(request, patience.Token);
                string body = await answer.Content.ReadAsStringAsync(patience.Token);
                if (answer.StatusCode is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.RequestTimeout))
                {
                    return (answer.StatusCode, body);
                }

                failure = body;
            }
            catch (HttpRequestException e)
            {
                failure = e.Message;
            }

            try
            {
                await pace.WaitForNextTickAsync(patience.Token);
            }
            catch (OperationCanceledException e)
            {
                throw new TimeoutException($"{organization}, {question}: no answer within {_patience.TotalSeconds:0} s: {failure}", e);
            }
        }
    }

    /// <summary>Tells facts to a server that must take all of them.</summary>
    internal static async Task TellAsync(this HttpClient server, string organization, byte[] lines)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/{organization}/facts")
        {
            Content = new ByteArrayContent(lines) { Headers = { ContentType = new("application/x-ndjson") } },
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", Organizations.TokenOf(organization)) },
        };
        using HttpResponseMessage answer = await server.SendAsync(request);
        string body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK && body.Contains("\"refused\":[]", StringComparison.Ordinal), body);
    }
}
