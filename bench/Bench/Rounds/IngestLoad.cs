using ReplayGraph.Bench.Clients;
using ReplayGraph.Bench.Results;
using ReplayGraph.Bench.Serving;
using ReplayGraph.Bench.Workloads;

namespace ReplayGraph.Bench.Rounds;

/// <summary>Sends facts to the product's server. Each connection waits for one body to be acknowledged before it sends the next.</summary>
internal sealed class IngestLoad(Run run)
{
    private const string Path = "/api/v1/default/facts", MediaType = "application/x-ndjson";

    // The runtime compiles a busy method again after 30 calls, in steps: each part of the warm-up completes one.
    private const int WarmUpParts = 3;
    private const int WarmUpLines = 100;

    private byte[]? _facts;
    private byte[]? _warmUp;

    /// <returns>Facts per second.</returns>
    internal async Task<double> MeasureAsync(int connections, int linesEach)
    {
        _facts ??= FactBodies.Read(run.Facts);
        _warmUp ??= FactBodies.Read(run.WarmUp);
        string folder = run.Scratch.NewFolder();
        double rate;
        using (ServerProcess server = await ServerProcess.StartProgramAsync(folder, run.Cancel))
        {
            using var client = new LoadClient(server.Address, connections);
            await WarmUpAsync(server, client, Bodies(_warmUp, WarmUpLines));
            Load load = client.SendAll(Bodies(_facts, linesEach), CheckAllTaken, run.Cancel);
            rate = FactBodies.Count(_facts) / load.Seconds;
            run.Table.Report($"  {connections} clients: {Format.Rate(rate)} facts/s; they use {load.ClientSeconds / load.Seconds:P0} of a core");
        }

        Scratch.Delete(folder);
        return rate;
    }

    private async Task WarmUpAsync(ServerProcess server, LoadClient client, List<Request> bodies)
    {
        foreach (Request[] part in bodies.Chunk(bodies.Count / WarmUpParts + 1))
        {
            client.SendAll(part, CheckAllTaken, run.Cancel);
            await server.IdleAsync(run.Cancel);
        }
    }

    private static List<Request> Bodies(byte[] facts, int linesEach) =>
        [.. FactBodies.Cut(facts, linesEach).Select(body => Request.Post(Path, MediaType, body))];

    private static void CheckAllTaken(Connection connection)
    {
        if (connection.Received.IndexOf("\"refused\":[]"u8) < 0 || connection.Received.IndexOf("\"expired\""u8) >= 0)
        {
            throw new BenchException("The server rejected facts, or they have expired. Use recent facts.");
        }
    }
}
