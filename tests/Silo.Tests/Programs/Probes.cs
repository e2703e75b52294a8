using System.Net;

namespace ReplayGraph.Silo.Tests.Programs;

/// <summary>What a cluster's operator asks of a process.</summary>
internal static class Probes
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(2);

    internal static async Task<HttpStatusCode> ProbeAsync(this SiloProcess process, string name)
    {
        using HttpResponseMessage answer = await process.Client.GetAsync(new Uri($"/healthz/{name}", UriKind.Relative));
        return answer.StatusCode;
    }

    internal static Task IsReadyAsync(this SiloProcess process, HttpStatusCode status = HttpStatusCode.OK) => UntilAsync(
        $"readiness says {status}", async () => await process.ProbeAsync("ready") == status, () => process.Written);

    /// <summary>Asks another process again and again: it has no other way to say when.</summary>
    internal static async Task UntilAsync(string what, Func<Task<bool>> isSo, Func<string>? instead = null)
    {
        using var patience = new CancellationTokenSource(_patience);
        using var timer = new PeriodicTimer(_pause);
        try
        {
            while (!await isSo())
            {
                await timer.WaitForNextTickAsync(patience.Token);
            }
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            Assert.Fail($"not within {_patience.TotalSeconds:0} s: {what}\n{instead?.Invoke()}");
        }
    }
}
