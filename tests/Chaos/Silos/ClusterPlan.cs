using ReplayGraph.Chaos.Networks;

namespace ReplayGraph.Chaos.Silos;

/// <summary>A cluster to start.</summary>
/// <param name="Program">The silo program, a .dll.</param>
/// <param name="Logs">The folder of the logs.</param>
/// <param name="Organizations">The organizations.</param>
public sealed record ClusterPlan(string Program, string Logs, IReadOnlyList<string> Organizations)
{
    /// <summary>Whether PostgreSQL's commits reach the disk.</summary>
    public bool IsDurable { get; init; }

    /// <summary>The names of front-ends.</summary>
    public IReadOnlyList<string> FrontEnds { get; init; } = [];

    /// <summary>A network that can be partitioned; null: all processes use the loopback.</summary>
    public Network? Network { get; init; }
}
