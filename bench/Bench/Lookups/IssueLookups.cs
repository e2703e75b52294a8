using System.Globalization;
using ReplayGraph.Bench.Clients;
using ReplayGraph.Bench.Serving;
using ReplayGraph.Bench.Workloads;

namespace ReplayGraph.Bench.Lookups;

/// <summary>Lookups of sampled issues, each with a request for a response of the same length.</summary>
internal sealed class IssueLookups
{
    private IssueLookups(IReadOnlyList<string> paths, IReadOnlyList<Request> lookups, IReadOnlyList<Request> bytes) =>
        (Paths, Lookups, Bytes) = (paths, lookups, bytes);

    /// <summary>The paths of the lookups.</summary>
    internal IReadOnlyList<string> Paths { get; }

    internal IReadOnlyList<Request> Lookups { get; }

    internal IReadOnlyList<Request> Bytes { get; }

    /// <summary>Draws the sample and sends each lookup once.</summary>
    internal static async Task<IssueLookups> DrawAsync(ServerProcess server, string query, CancellationToken cancel)
    {
        IReadOnlyList<(long Id, long Replays)> issues = await server.IssuesAsync(cancel);
        if (issues.Count == 0)
        {
            throw new BenchException("No issue of the workload has a replay.");
        }

        string[] paths = [.. KeySample.Draw(issues)
            .Select(id => string.Create(CultureInfo.InvariantCulture, $"/api/v1/default/issues/{id}/replays{query}"))];
        Request[] lookups = [.. paths.Select(Request.Get)];
        int[] sizes = new int[lookups.Length];
        using var client = new LoadClient(server.Address, 1);
        client.SendAll(lookups, connection => sizes[connection.RequestIndex] = connection.BodyBytes, cancel);
        return new(paths, lookups, [.. sizes.Select(size => Request.Get(ServeRole.Bytes + size.ToString(CultureInfo.InvariantCulture)))]);
    }
}
