using ReplayGraph.Chaos.Faults;
using ReplayGraph.Chaos.Networks;
using ReplayGraph.Chaos.Servers;
using ReplayGraph.Chaos.Silos;
using ReplayGraph.PostgresServer;

namespace ReplayGraph.LongKill.Clusters;

/// <summary>The faults of a cluster, with weights.</summary>
internal sealed class ClusterFaults(ThreeSilos silos, Network? network)
{
    private const double Longest = 30, LongestCut = 45;

    private static readonly IReadOnlyList<string> _inside = [.. ThreeSilos.Names, ThreeSilos.Postgres];

    private readonly Server _database = silos.Server;

    internal FaultTable Table()
    {
        FaultTable table = new();
        Processes(table);
        if (_database.IsOwn)
        {
            Database(table);
        }

        return network is null ? table : Lines(table, network);
    }

    private void Processes(FaultTable table) => table
        .Add(10, random => ServerFaults.Kill(Silo(random), random.Between(0.01, 10)))
        .Add(5, random => ServerFaults.KillEarly(Silo(random), random.Between(0.1, 8)))
        .Add(1, random => ServerFaults.KillAll(silos.All, random.Between(0.01, 3)))
        .Add(4, random => ServerFaults.Kill(FrontEnd(random), random.Between(0.01, 5)))
        .Add(2, random => ServerFaults.KillEarly(FrontEnd(random), random.Between(0.1, 4)))
        .Add(9, random => ServerFaults.Pause(Silo(random), random.Between(0.1, Longest)))
        .Add(2, random => ServerFaults.Pause(FrontEnd(random), random.Between(0.1, Longest)))
        .Add(6, random => ServerFaults.Stop(Silo(random), random.Between(0.01, 5)))
        .Add(2, random => ServerFaults.KillStopping(Silo(random), random.Between(0.01, 2)))
        .Add(1, random => ServerFaults.Stop(FrontEnd(random), random.Between(0.01, 5)));

    private void Database(FaultTable table) => table
        .Add(4, random => PostgresFaults.Stop(_database, StopMode.Immediate, random.Between(0.01, 10)))
        .Add(3, random => PostgresFaults.Stop(_database, StopMode.Fast, random.Between(0.01, 10)))
        .Add(4, random => PostgresFaults.Pause(_database, random.Between(0.1, Longest)))
        .Add(4, random => PostgresFaults.PauseOne(_database, random.Next(), random.Between(0.1, Longest)))
        .Add(3, random => PostgresFaults.KillOne(_database, random.Next(), random.Between(0.1, 2)));

    private FaultTable Lines(FaultTable table, Network lines)
    {
        table
            .Add(8, random => CutPair(random, (from, to) => NetworkFaults.Cut(lines, from, to, random.Between(0.3, LongestCut))))
            .Add(8, random => CutPair(random, (from, to) => NetworkFaults.CutOneWay(lines, from, to, random.Between(0.3, LongestCut))))
            .Add(6, random => Isolate(lines, random))
            .Add(3, random => NetworkFaults.Cut(lines, Network.Client, Any(random), random.Between(0.3, LongestCut)))
            .Add(3, random => NetworkFaults.CutOneWay(lines, Any(random), Network.Client, random.Between(0.3, LongestCut)))
            .Add(2, random => NetworkFaults.Cut(lines, FrontEnd(random).Name, Silo(random).Name, random.Between(0.3, LongestCut)));
        return lines.Slowness is null
            ? table
            : table.Add(4, random => NetworkFaults.Slow(lines, random.One(_inside), random.Between(0.3, LongestCut)));
    }

    private static Fault CutPair(Random random, Func<string, string, Fault> cut)
    {
        string[] both = [.. _inside];
        random.Shuffle(both);
        return cut(both[0], both[1]);
    }

    // Partitioned from the others, and perhaps the database, but not from its clients: it must not answer from its cache.
    private Fault Isolate(Network lines, Random random)
    {
        string silo = Silo(random).Name;
        string[] others = [.. _inside.Where(one => one != silo && (one != ThreeSilos.Postgres || random.Next(2) == 0))];
        return NetworkFaults.Isolate(lines, silo, others, random.Between(1, LongestCut));
    }

    private ServerProcess Silo(Random random) => random.One(silos.All);

    private ServerProcess FrontEnd(Random random) => random.One(silos.FrontEnds);

    private string Any(Random random) => random.One<ServerProcess>([.. silos.All, .. silos.FrontEnds]).Name;
}
