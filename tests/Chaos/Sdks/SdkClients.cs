using System.Collections.Concurrent;
using System.Net;
using System.Text;
using ReplayGraph.Chaos.Answers;
using ReplayGraph.Chaos.Faults;
using ReplayGraph.Chaos.Servers;

namespace ReplayGraph.Chaos.Sdks;

/// <summary>
/// Clients that send as Sentry's SDKs do: each event once, whatever the answer. An event that was answered 200 must be found in the end.
/// </summary>
/// <param name="servers">The servers that they send to.</param>
/// <param name="organization">The organization of their DSN.</param>
/// <param name="seed">The seed of their draws.</param>
public sealed class SdkClients(IReadOnlyList<ServerProcess> servers, string organization, int seed)
{
    private const int Clients = 4, LookupsAtOnce = 16;

    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(100);

    // Longer than any pause of a server: an answer that comes late is an acknowledgement too.
    private static readonly TimeSpan _once = TimeSpan.FromSeconds(45);

    private readonly ConcurrentQueue<string> _acknowledged = [];
    private int _sent;
    private int _refused;
    private int _broken;

    /// <summary>The events that were answered 200.</summary>
    public int Acknowledged => _acknowledged.Count;

    /// <summary>Sends until it is stopped.</summary>
    public Task RunAsync(CancellationToken stopping) =>
        Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Task.Run(() => RunAsync(client, stopping), CancellationToken.None)));

    /// <summary>Looks up each acknowledged event. What waits in a spool may take a while to arrive.</summary>
    /// <param name="patience">How long.</param>
    /// <returns>The ids of those that are missing.</returns>
    public async Task<IReadOnlyList<string>> FindMissingAsync(TimeSpan patience)
    {
        using var late = new CancellationTokenSource(patience);
        ConcurrentBag<string> missing = [];
        await Parallel.ForEachAsync(_acknowledged, new ParallelOptions { MaxDegreeOfParallelism = LookupsAtOnce }, async (id, _) =>
        {
            while (!await IsFoundAsync(id))
            {
                if (late.IsCancellationRequested)
                {
                    missing.Add(id);
                    break;
                }

                await Draws.WaitAsync(_pause, CancellationToken.None);
            }
        });
        return [.. missing];
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{_sent:N0} events sent once, {Acknowledged:N0} answered 200, {_refused:N0} refused, {_broken:N0} without an answer";

    private async Task RunAsync(int client, CancellationToken stopping)
    {
        using var pace = new PeriodicTimer(_pause);
        for (int number = 0; !stopping.IsCancellationRequested; number++)
        {
            await SendAsync($"{seed:x8}{client:x8}{number:x16}", servers[(client + number) % servers.Count]);
            await pace.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    private async Task SendAsync(string id, ServerProcess server)
    {
        long seconds = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        string envelope =
            $$"""
            {}
            {"type":"event"}
            {"event_id":"{{id}}","timestamp":{{seconds}},"message":"event {{id}}"}
            """;
        Interlocked.Increment(ref _sent);
        using var once = new CancellationTokenSource(_once);
        try
        {
            using var content = new StringContent(envelope, Encoding.UTF8, "application/x-sentry-envelope");
            var address = new Uri($"/api/1/envelope/?sentry_key={Organizations.DsnKeyOf(organization)}", UriKind.Relative);
            using HttpResponseMessage answer = await server.Client.PostAsync(address, content, once.Token);
            if (answer.StatusCode == HttpStatusCode.OK)
            {
                _acknowledged.Enqueue(id);
            }
            else
            {
                Interlocked.Increment(ref _refused);
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            Interlocked.Increment(ref _broken);
        }
    }

    private async Task<bool> IsFoundAsync(string id)
    {
        (HttpStatusCode status, string body) = await servers[0].Client.AskAsync(organization, new($"events/{id}/replays"));
        return status == HttpStatusCode.OK && !body.Contains("\"known\":false", StringComparison.Ordinal);
    }
}
