using System.Globalization;
using System.Text.Json;
using ReplayGraph.Bench.Children;

namespace ReplayGraph.Bench.Peers;

/// <summary>What a peer came to.</summary>
/// <param name="Rate">Facts in a second, loaded.</param>
/// <param name="Issues">Lookups of issues in a second.</param>
internal sealed record PeerResult(double Rate, double Issues);

/// <summary>Runs the peers' own benchmark, one peer at a time, each with a new server.</summary>
internal static class PeerPrograms
{
    internal static async Task<PeerResult> MeasureAsync(
        string peer, string programs, string facts, string answers, string servers, CancellationToken cancel)
    {
        string family = peer.Split('-')[0];
        bool hasServer = family != "duckdb";
        if (hasServer)
        {
            // The database's own user must reach its folder, which is under ours.
            OpenToAll(Path.GetDirectoryName(servers)!);
            await RunAsync("sh", [Path.Combine(programs, "servers.sh"), "start", family, servers], cancel);
        }

        try
        {
            // In this process of its own and for this peer alone, it answers JSON. Threads: as the peers' benchmark itself sets them.
            using Child child = Child.Start(
                "node",
                [
                    Path.Combine(programs, "peers.mjs"), "--one", "--peer", peer, "--facts", facts, "--answers", answers,
                    "--loads", "1", "--connections", "16",
                ],
                ("UV_THREADPOOL_SIZE", "32"),
                ("DUCKDB_FILE", servers + ".duckdb"));
            return Read(peer, await child.FinishAsync(cancel));
        }
        finally
        {
            if (hasServer)
            {
                await RunAsync("sh", [Path.Combine(programs, "servers.sh"), "stop", family, servers], CancellationToken.None);
            }
        }
    }

    /// <summary>Looks up issues of a server of ours with a client like the peers' own.</summary>
    /// <returns>Lookups in a second.</returns>
    internal static async Task<double> LookUpAsync(
        string address, string answers, string programs, int connections, int seconds, CancellationToken cancel)
    {
        using Child child = Child.Start(
            "node",
            [
                Path.Combine(AppContext.BaseDirectory, "Peers", "lookups.mjs"), address, answers, Path.Combine(programs, "measure.mjs"),
                connections.ToString(CultureInfo.InvariantCulture), seconds.ToString(CultureInfo.InvariantCulture),
            ]);
        return double.Parse(await child.FinishAsync(cancel), CultureInfo.InvariantCulture);
    }

    private static PeerResult Read(string peer, string json)
    {
        using JsonDocument result = JsonDocument.Parse(json);
        JsonElement root = result.RootElement, issues = root.GetProperty("kinds").GetProperty("issues");
        int wrong = issues.GetProperty("wrong").GetInt32();
        return wrong == 0
            ? new(root.GetProperty("facts").GetDouble() / root.GetProperty("load_s").GetDouble(), issues.GetProperty("per_s").GetDouble())
            : throw new BenchException($"{peer} answered {wrong} lookups wrongly");
    }

    private static async Task RunAsync(string program, string[] args, CancellationToken cancel)
    {
        using Child child = Child.Start(program, args);
        await child.FinishAsync(cancel);
    }

    private static void OpenToAll(string folder)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        }
    }
}
