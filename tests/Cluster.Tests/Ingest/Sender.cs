using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using ReplayGraph.Cluster.Tests.Silos;

namespace ReplayGraph.Cluster.Tests.Ingest;

/// <summary>
/// Sends a batch until it is acknowledged. A silo may be away, or say 503 and when to come again: then the next one is asked, and after
/// all of them were, the sender pauses. Any other answer is a failure. Safe for concurrent use.
/// </summary>
internal sealed class Sender(IReadOnlyList<SiloProcess> silos)
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(250);

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _givenUp = new();
    private TaskCompletionSource _refusal = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private FeedCounts _counts = new(0, 0, 0, 0, default);

    /// <summary>What happened so far.</summary>
    internal FeedCounts Counts
    {
        get
        {
            lock (_gate)
            {
                return _counts;
            }
        }
    }

    /// <summary>The slowest begins anew.</summary>
    internal FeedCounts Mark()
    {
        lock (_gate)
        {
            return _counts = _counts with { Slowest = default };
        }
    }

    /// <summary>Ends when the next 503 comes.</summary>
    internal Task NextRefusalAsync()
    {
        lock (_gate)
        {
            _refusal = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return _refusal.Task;
        }
    }

    /// <summary>Ends what is being sent without an acknowledgement.</summary>
    internal Task GiveUpAsync() => _givenUp.CancelAsync();

    /// <summary>Sends, first to this silo.</summary>
    internal async Task SendAsync(Batch batch, int first)
    {
        long begun = Stopwatch.GetTimestamp();
        using var pace = new PeriodicTimer(_pause);
        for (int attempt = 0; !await TryAsync(batch, silos[(first + attempt) % silos.Count].Client); attempt++)
        {
            if (attempt % silos.Count == silos.Count - 1)
            {
                await pace.WaitForNextTickAsync(_givenUp.Token);
            }
        }

        Note(counts => counts with
        {
            Batches = counts.Batches + 1,
            Facts = counts.Facts + batch.Count,
            Slowest = Stopwatch.GetElapsedTime(begun) is var took && took > counts.Slowest ? took : counts.Slowest,
        });
    }

    private async Task<bool> TryAsync(Batch batch, HttpClient silo)
    {
        string organization = batch.Organization.Name;
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/{organization}/facts")
        {
            Content = new ByteArrayContent(batch.Lines) { Headers = { ContentType = new("application/x-ndjson") } },
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", Organizations.TokenOf(organization)) },
        };
        HttpStatusCode status;
        string answer;
        bool saysWhen;
        try
        {
            using HttpResponseMessage response = await silo.SendAsync(request, _givenUp.Token);
            answer = await response.Content.ReadAsStringAsync(_givenUp.Token);
            (status, saysWhen) = (response.StatusCode, response.Headers.RetryAfter is not null);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            Note(counts => counts with { Broken = counts.Broken + 1 });
            return false;
        }

        if (status == HttpStatusCode.ServiceUnavailable && saysWhen)
        {
            Note(counts => counts with { Unavailable = counts.Unavailable + 1 });
            _refusal.TrySetResult();
            return false;
        }

        return status == HttpStatusCode.OK && HasTaken(answer, batch.Count)
            ? true
            : throw new InvalidOperationException($"{organization}: {status} {answer}, Retry-After {saysWhen}");
    }

    // All of it: new, known or expired.
    private static bool HasTaken(string answer, int count)
    {
        JsonElement said = JsonElement.Parse(answer);
        int Number(string name) => said.TryGetProperty(name, out JsonElement number) ? number.GetInt32() : 0;
        return said.GetProperty("refused").GetArrayLength() == 0
            && Number("accepted") + Number("duplicates") + Number("expired") == count;
    }

    private void Note(Func<FeedCounts, FeedCounts> change)
    {
        lock (_gate)
        {
            _counts = change(_counts);
        }
    }
}
