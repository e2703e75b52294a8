using System.Diagnostics;
using System.Net;
using ReplayGraph.Chaos.Answers;
using ReplayGraph.Chaos.Servers;

namespace ReplayGraph.Chaos.Ingest;

/// <summary>
/// Sends a batch until it is acknowledged. If a server is down, answers 503 with Retry-After, or does not answer, the next one is
/// tried; after all of them, the sender pauses. Any other answer is a failure. Safe for concurrent use.
/// </summary>
public sealed class Sender(IReadOnlyList<ServerProcess> servers)
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(250);

    // A server that does not answer may still ingest the batch, even after the next one did.
    private static readonly TimeSpan _once = TimeSpan.FromSeconds(20);

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _givenUp = new();
    private TaskCompletionSource _refusal = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private FeedCounts _counts = new();
    private long _heard = Stopwatch.GetTimestamp();

    /// <summary>The counts so far.</summary>
    public FeedCounts Counts
    {
        get
        {
            lock (_gate)
            {
                return _counts;
            }
        }
    }

    /// <summary>Resets the longest time.</summary>
    public FeedCounts Mark()
    {
        lock (_gate)
        {
            return _counts = _counts with { Slowest = default };
        }
    }

    /// <summary>Completes at the next 503.</summary>
    public Task NextRefusalAsync()
    {
        lock (_gate)
        {
            _refusal = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return _refusal.Task;
        }
    }

    /// <summary>Cancels the batches that are being sent.</summary>
    public Task GiveUpAsync() => _givenUp.CancelAsync();

    /// <summary>Sends a batch, first to this server.</summary>
    public async Task SendAsync(Batch batch, int first)
    {
        long begun = Stopwatch.GetTimestamp();
        Note(counts => counts with { Begun = counts.Begun + 1, Sent = counts.Sent + batch.Count });
        using var pace = new PeriodicTimer(_pause);
        for (int attempt = 0; !await TryAsync(batch, servers[(first + attempt) % servers.Count].Client); attempt++)
        {
            if (attempt % servers.Count == servers.Count - 1)
            {
                await pace.WaitForNextTickAsync(_givenUp.Token);
            }
        }

        lock (_gate)
        {
            TimeSpan took = Stopwatch.GetElapsedTime(begun), silence = Stopwatch.GetElapsedTime(_heard);
            _heard = Stopwatch.GetTimestamp();
            _counts = _counts with
            {
                Batches = _counts.Batches + 1,
                Facts = _counts.Facts + batch.Count,
                Slowest = took > _counts.Slowest ? took : _counts.Slowest,
                Silence = silence > _counts.Silence ? silence : _counts.Silence,
            };
        }
    }

    private async Task<bool> TryAsync(Batch batch, HttpClient server)
    {
        string organization = batch.Organization.Name;
        using HttpRequestMessage request = Calls.Telling(organization, batch.Lines);
        using var once = CancellationTokenSource.CreateLinkedTokenSource(_givenUp.Token);
        once.CancelAfter(_once);
        HttpStatusCode status;
        string answer;
        bool saysWhen;
        try
        {
            using HttpResponseMessage response = await server.SendAsync(request, once.Token);
            answer = await response.Content.ReadAsStringAsync(once.Token);
            (status, saysWhen) = (response.StatusCode, response.Headers.RetryAfter is not null);
        }
        catch (OperationCanceledException) when (!_givenUp.IsCancellationRequested)
        {
            Note(counts => counts with { Late = counts.Late + 1 });
            return false;
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

        return status == HttpStatusCode.OK && Taken.Of(answer).IsAllOf(batch.Count)
            ? true
            : throw new InvalidOperationException($"{organization}: {status} {answer}, Retry-After {saysWhen}");
    }

    private void Note(Func<FeedCounts, FeedCounts> change)
    {
        lock (_gate)
        {
            _counts = change(_counts);
        }
    }
}
