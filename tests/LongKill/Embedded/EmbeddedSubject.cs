using ReplayGraph.Chaos.Faults;
using ReplayGraph.Chaos.Servers;
using ReplayGraph.LongKill.Options;
using ReplayGraph.LongKill.Runs;
using ReplayGraph.PostgresServer;

namespace ReplayGraph.LongKill.Embedded;

/// <summary>The embedded program: one process and its data folder.</summary>
public sealed class EmbeddedSubject : ISubject
{
    private const string SdkOrganization = "sdks";
    private const int Megabytes = 768, OfAMinute = 40, Least = 30;

    private readonly ServerProcess _server;
    private readonly DataDisk? _disk;

    private EmbeddedSubject(ServerProcess server, DataDisk? disk, int organizations)
    {
        (_server, _disk) = (server, disk);
        Servers = [server];
        Organizations = NamesOf("world", organizations);
        Witnessed = NamesOf("witness", Least);
        Faults = Table();
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Organizations { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Witnessed { get; }

    /// <inheritdoc/>
    public string Sdks => SdkOrganization;

    /// <inheritdoc/>
    public IReadOnlyList<ServerProcess> SdkServers => Servers;

    /// <inheritdoc/>
    public IReadOnlyList<ServerProcess> Servers { get; }

    /// <inheritdoc/>
    public FaultTable Faults { get; }

    /// <inheritdoc/>
    public TimeSpan Pause => TimeSpan.FromMilliseconds(60);

    /// <inheritdoc/>
    public TimeSpan Bound => TimeSpan.FromSeconds(60);

    /// <inheritdoc/>
    public long MostMemory => 1L << 30;

    /// <summary>Starts it on a folder beside the logs.</summary>
    public static async Task<EmbeddedSubject> StartAsync(LongKillOptions options, Talk talk)
    {
        string folder = Path.Combine(talk.Folder, "data");
        DataDisk? disk = null;
        try
        {
            disk = await DataDisk.CreateAsync(folder, Megabytes);
        }
        catch (InvalidOperationException e)
        {
            talk.Say($"no separate disk, so no disk-full faults: {e.Message}");
        }

        int organizations = Math.Max(Least, (int)(options.Minutes * OfAMinute));
        string program = Path.Combine(AppContext.BaseDirectory, "ReplayGraph.Standalone.dll");
        IEnumerable<string> all = [.. NamesOf("world", organizations), .. NamesOf("witness", Least), SdkOrganization];
        var server = new ServerProcess(
            "embedded", Place.Loopback, program, ["--data", folder], Chaos.Servers.Organizations.ToEnvironment(all),
            talk.Folder);
        server.Begin();
        await server.ServesAsync();
        return new(server, disk, organizations);
    }

    /// <inheritdoc/>
    public bool MayEnd(EndReason reason, bool isHindered) => reason == EndReason.CouldNotStart && isHindered;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await (_disk?.DisposeAsync() ?? default);
    }

    private static string[] NamesOf(string kind, int count) => [.. Enumerable.Range(1, count).Select(number => $"{kind}-{number}")];

    private FaultTable Table()
    {
        FaultTable table = new FaultTable()
            .Add(10, random => ServerFaults.Kill(_server, random.Between(0.01, 3)))
            .Add(6, random => ServerFaults.KillEarly(_server, random.Between(0.02, 3)))
            .Add(6, random => ServerFaults.Pause(_server, random.Between(0.1, 30)))
            .Add(5, random => ServerFaults.Stop(_server, random.Between(0.01, 3)))
            .Add(6, random => ServerFaults.KillStopping(_server, random.Between(0.01, 0.5)));
        return _disk is null ? table : table
            .Add(4, random => FullDisk("full disk", random.Between(0.1, 8), () => Task.CompletedTask))
            .Add(2, random => FullDisk("full disk and kill", random.Between(0.1, 4), _server.KillAsync))
            .Add(2, random => FullDisk("full disk and stop", random.Between(0.1, 4), _server.StopAsync));
    }

    // The disk is full for half of the time before anything else happens. A stopped process restarts while it is still full.
    private Fault FullDisk(string kind, TimeSpan hold, Func<Task> end) => new(kind, _server.Name, hold / 2)
    {
        BeginAsync = async () =>
        {
            _disk!.Fill();
            await Draws.WaitAsync(hold / 2);
            await end();
            if (_server.Id is null)
            {
                _server.Begin();
            }
        },
        EndAsync = () =>
        {
            _disk!.Free();
            return Task.CompletedTask;
        },
        HindersStarts = true,
    };
}
