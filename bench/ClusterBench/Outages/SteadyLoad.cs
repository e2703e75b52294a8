using System.Diagnostics;
using System.Net;
using System.Text.Json;
using ReplayGraph.Bench;
using ReplayGraph.Cli.Generating;

namespace ReplayGraph.ClusterBench.Outages;

/// <summary>Small batches and issue lookups at fixed rates, whether or not the earlier ones were answered. A batch is sent again until it is.</summary>
/// <param name="address">Where they are sent.</param>
/// <param name="next">The next batch; called by one caller at a time.</param>
/// <param name="issues">The number of generated issues that are looked up.</param>
internal sealed class SteadyLoad(IPEndPoint address, Func<ReadOnlyMemory<byte>> next, int issues) : IDisposable
{
    /// <summary>The number of facts in a batch.</summary>
    internal const int FactsInABatch = 4;

    private const int BatchesASecond = 40, LookupsASecond = 100;

    private readonly HttpClient _http = new(new SocketsHttpHandler()) { BaseAddress = new($"http://{address}"), Timeout = TimeSpan.FromMinutes(3) };
    private readonly Lock _taking = new();
    private int _lookup;

    /// <summary>Ingests what is looked up, and looks it up once.</summary>
    internal async Task PrepareAsync(IEnumerable<ReadOnlyMemory<byte>> bodies)
    {
        foreach (ReadOnlyMemory<byte> body in bodies)
        {
            await SendAsync(body);
        }

        if (JsonElement.Parse(await _http.GetByteArrayAsync(PathOf(0))).GetProperty("total").GetInt32() == 0)
        {
            throw new BenchException("The issue with the most events has no replays.");
        }

        for (int issue = 0; issue < issues; issue++)
        {
            if (!await LookAsync(issue))
            {
                throw new BenchException("An issue cannot be looked up.");
            }
        }
    }

    /// <summary>Loads the cluster for some time, which begins with an action. Waits for the batches that were not acknowledged by its end.</summary>
    internal async Task<Observed> ObserveAsync(TimeSpan time, Action begin)
    {
        var observed = new Observed();
        long begun = Stopwatch.GetTimestamp();
        begin();
        await Task.WhenAll(
            EveryAsync(BatchesASecond, time, async () =>
            {
                ReadOnlyMemory<byte> body = Take();
                long sent = Stopwatch.GetTimestamp();
                await SendAsync(body);
                observed.Acknowledged(Stopwatch.GetElapsedTime(begun), Stopwatch.GetElapsedTime(sent));
            }),
            EveryAsync(LookupsASecond, time, async () =>
            {
                long sent = Stopwatch.GetTimestamp();
                bool isAnswered = await LookAsync(Interlocked.Increment(ref _lookup) % issues);
                observed.Looked(Stopwatch.GetElapsedTime(sent), isAnswered);
            }));
        return observed;
    }

    public void Dispose() => _http.Dispose();

    private static async Task EveryAsync(int aSecond, TimeSpan time, Func<Task> action)
    {
        List<Task> running = [];
        long begun = Stopwatch.GetTimestamp();
        for (int i = 0; Stopwatch.GetElapsedTime(begun) < time; i++)
        {
            TimeSpan early = TimeSpan.FromSeconds((double)i / aSecond) - Stopwatch.GetElapsedTime(begun);
            if (early > TimeSpan.Zero)
            {
                await Task.Delay(early);
            }

            running.Add(Task.Run(action));
        }

        await Task.WhenAll(running);
    }

    private static string PathOf(int issue) => $"/api/v1/default/issues/{WorkloadAnswers.IssueId(issue)}/replays";

    private ReadOnlyMemory<byte> Take()
    {
        lock (_taking)
        {
            return next();
        }
    }

    private async Task SendAsync(ReadOnlyMemory<byte> body)
    {
        while (true)
        {
            using var content = new ReadOnlyMemoryContent(body) { Headers = { ContentType = new("application/x-ndjson") } };
            using HttpResponseMessage answer = await _http.PostAsync("/api/v1/default/facts", content);
            if (answer.IsSuccessStatusCode)
            {
                return;
            }

            await Task.Delay(100);
        }
    }

    private async Task<bool> LookAsync(int issue)
    {
        using HttpResponseMessage answer = await _http.GetAsync(PathOf(issue));
        await answer.Content.ReadAsByteArrayAsync();
        return answer.IsSuccessStatusCode;
    }
}
