using ReplayGraph.Chaos.Faults;
using ReplayGraph.Chaos.Networks;
using ReplayGraph.Chaos.Servers;
using ReplayGraph.Chaos.Silos;
using ReplayGraph.LongKill.Options;
using ReplayGraph.LongKill.Runs;

namespace ReplayGraph.LongKill.Clusters;

/// <summary>
/// Three silos and a front-end with a spool, all of which serve the API, with their own PostgreSQL, in a network that can be partitioned if possible.
/// </summary>
public sealed class ClusterSubject : ISubject
{
    private const string FrontEnd = "front-end", SdkOrganization = "sdks";
    private const int OfAMinute = 20, Least = 30;

    private readonly ThreeSilos _silos;
    private readonly Network? _network;

    private ClusterSubject(ThreeSilos silos, Network? network, int organizations)
    {
        (_silos, _network) = (silos, network);
        Servers = [.. silos.All, .. silos.FrontEnds];
        Organizations = NamesOf("world", organizations);
        Witnessed = NamesOf("witness", Least);
        Faults = new ClusterFaults(silos, network).Table();
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Organizations { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Witnessed { get; }

    /// <inheritdoc/>
    public string Sdks => SdkOrganization;

    /// <inheritdoc/>
    public IReadOnlyList<ServerProcess> SdkServers => _silos.FrontEnds;

    /// <inheritdoc/>
    public IReadOnlyList<ServerProcess> Servers { get; }

    /// <inheritdoc/>
    public FaultTable Faults { get; }

    /// <inheritdoc/>
    public TimeSpan Pause => TimeSpan.FromMilliseconds(300);

    /// <inheritdoc/>
    public TimeSpan Bound => TimeSpan.FromSeconds(90);

    /// <inheritdoc/>
    public long MostMemory => 2L << 30;

    /// <summary>Builds the silo program and starts all processes.</summary>
    /// <exception cref="CannotRunException">It cannot be built, or there is no PostgreSQL.</exception>
    public static async Task<ClusterSubject> StartAsync(LongKillOptions options, Talk talk)
    {
        string program = await SiloBuild.RunAsync();
        Network? network = null;
        try
        {
            network = await Network.CreateAsync([ThreeSilos.Postgres, .. ThreeSilos.Names, FrontEnd]);
            talk.Say($"a separate network; slow links: {network.Slowness ?? "unavailable"}");
        }
        catch (InvalidOperationException e)
        {
            talk.Say($"no separate network, so no partitions: {e.Message}");
        }

        int organizations = Math.Max(Least, (int)(options.Minutes * OfAMinute));
        var plan = new ClusterPlan(program, talk.Folder, [.. NamesOf("world", organizations), .. NamesOf("witness", Least), SdkOrganization])
        {
            IsDurable = true,
            FrontEnds = [FrontEnd],
            Network = network,
        };
        try
        {
            return new(await ThreeSilos.StartAsync(plan), network, organizations);
        }
        catch (InvalidOperationException e)
        {
            await (network?.DisposeAsync() ?? default);
            throw new CannotRunException(e.Message);
        }
    }

    /// <inheritdoc/>
    /// <remarks>A silo that was unreachable for too long is declared dead, and stops when it learns that.</remarks>
    public bool MayEnd(EndReason reason, bool isHindered) => reason != EndReason.Unknown;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _silos.DisposeAsync();
        await (_network?.DisposeAsync() ?? default);
    }

    private static string[] NamesOf(string kind, int count) => [.. Enumerable.Range(1, count).Select(number => $"{kind}-{number}")];
}
