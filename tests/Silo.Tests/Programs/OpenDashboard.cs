using ReplayGraph.Api.Tests.Server;

namespace ReplayGraph.Silo.Tests.Programs;

/// <summary>A silo whose dashboard is open, with an issue without replays (2), and one with 120 (3).</summary>
public sealed class OpenDashboard : IAsyncLifetime
{
    private SiloProcess? _silo;

    internal SiloProcess Silo => _silo!;

    public async Task InitializeAsync()
    {
        _silo = await SiloProcess.Begin().ServesAsync();
        await _silo.IsReadyAsync();
        await _silo.Client.IngestAsync([
            Calls.Error(Calls.Id(8, 0), 2),
            Calls.Error(Calls.Id(8, 999), 4, more: ",\"transaction\":\"a&b=c?d e+f#g\""),
            .. Enumerable.Range(1, 120).SelectMany(i => (string[])[Calls.Segment(Calls.Id(7, i)), Calls.Error(Calls.Id(8, i), 3, Calls.Id(7, i))]),
        ]);
    }

    public async Task DisposeAsync() => await (_silo?.DisposeAsync() ?? default);
}
