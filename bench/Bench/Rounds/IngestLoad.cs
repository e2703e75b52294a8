using ReplayGraph.Bench.Clients;
using ReplayGraph.Bench.Serving;
using ReplayGraph.Bench.Workloads;

namespace ReplayGraph.Bench.Rounds;

/// <summary>Sends facts to the product's server. Each connection waits for one body to be acknowledged before it sends the next.</summary>
internal sealed class IngestLoad(Run run)
{
    private const string Path = "/api/v1/default/facts", MediaType = "application/x-ndjson";

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
            client.SendAll(Bodies(_warmUp, Math.Min(linesEach, 1000)), CheckAllTaken, run.Cancel);
            Load load = client.SendAll(Bodies(_facts, linesEach), CheckAllTaken, run.Cancel);
            rate = FactBodies.Count(_facts) / load.Seconds;
        }

        Scratch.Delete(folder);
        return rate;
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
