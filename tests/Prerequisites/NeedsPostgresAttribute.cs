using ReplayGraph.PostgresServer;

namespace ReplayGraph.Prerequisites;

/// <summary>The tests of the class start their own PostgreSQL server.</summary>
public sealed class NeedsPostgresAttribute : PrerequisiteAttribute
{
    /// <inheritdoc/>
    public override string? Missing => Server.Missing;
}
