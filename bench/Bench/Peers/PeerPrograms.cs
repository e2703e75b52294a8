using System.Globalization;
using System.Text.Json;
using ReplayGraph.Bench.Children;

namespace ReplayGraph.Bench.Peers;

/// <summary>The result of a peer.</summary>
/// <param name="Rate">Facts loaded per second.</param>
/// <param name="Issues">Issue lookups per second.</param>
internal sealed record PeerResult(double Rate, double Issues);

/// <summary>Runs the peers' own benchmark for one peer at a time, each with a new server.</summary>
internal static class PeerPrograms
{
    internal static async Task<PeerResult> MeasureAsync(
        string peer, string programs, string facts, string answers, string servers, CancellationToken cancel)
    {
        string family = peer.Split('-')[0];
        bool hasServer = family != "duckdb";
        if (hasServer)
        {
            // The database server runs as its own user, who must be able to reach its folder under ours.
            OpenToAll(Path.GetDirectoryName(servers)!);
            await RunAsync("sh", [Path.Combine(programs, "servers.sh"), "start", family, servers], cancel);
        }

        try
        {
            // In its own process and for one peer, the benchmark returns JSON. The thread count is the one it sets itself.
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

    /// <summary>Looks up issues of our server with a client like that of the peers.</summary>
    /// <returns>Lookups per second.</returns>
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
            : throw new BenchException($"{wrong} lookups of {peer} had wrong answers");
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
