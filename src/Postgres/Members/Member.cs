using Npgsql;
using ReplayGraph.Postgres.Connections;

namespace ReplayGraph.Postgres.Members;

/// <summary>A silo as the membership knows it: one start of a process.</summary>
/// <param name="ClusterId">Of which cluster.</param>
/// <param name="Address">Where the others reach it.</param>
/// <param name="Port">At which port.</param>
/// <param name="Generation">What tells it from the one that was there before.</param>
public sealed record Member(string ClusterId, string Address, int Port, int Generation)
{
    /// <summary>What identifies it, as the first parameters of a statement.</summary>
    internal NpgsqlParameter[] Parameters() =>
        [Parameter.Of(ClusterId), Parameter.Of(Address), Parameter.Of(Port), Parameter.Of(Generation)];
}
