using ReplayGraph.Chaos.Servers;

namespace ReplayGraph.Upgrade.Tests.Clusters;

/// <summary>A silo or front-end that runs one build or the other, with the same ports.</summary>
internal sealed class Instance(ServerProcess previous, ServerProcess current) : IAsyncDisposable
{
    private ServerProcess? _running;

    /// <summary>What runs now.</summary>
    internal ServerProcess Running => _running!;

    /// <summary>A server for each build, of which at most one runs.</summary>
    internal IReadOnlyList<ServerProcess> Servers { get; } = [previous, current];

    /// <summary>Stops what runs, as an operator does, starts a build, and waits until it is ready.</summary>
    internal async Task ReplaceAsync(Build by)
    {
        if (_running is { } running)
        {
            Assert.Equal(0, await running.StopAsync());
        }

        await StartAsync(by);
    }

    /// <summary>Kills what runs, and starts a build.</summary>
    internal async Task CrashAsync(Build then)
    {
        await Running.KillAsync();
        await StartAsync(then);
    }

    public async ValueTask DisposeAsync()
    {
        await previous.DisposeAsync();
        await current.DisposeAsync();
    }

    private async Task StartAsync(Build build)
    {
        _running = build == Build.Previous ? previous : current;
        _running.Begin();

        // What ends instead would be started again and again.
        await await Task.WhenAny(_running.ServesAsync(), FailAsync(_running.FirstEndAsync()));
    }

    private static async Task FailAsync(Task<ProcessEnd> end)
    {
        ProcessEnd one = await end;
        Assert.Fail($"{one}\n{string.Join('\n', one.Said)}");
    }
}
