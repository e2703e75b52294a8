using Npgsql;
using ReplayGraph.Postgres.Connections;

namespace ReplayGraph.Postgres.Members;

/// <summary>A silo as the membership table identifies it: one run of a process.</summary>
/// <param name="ClusterId">The id of its cluster.</param>
/// <param name="Address">The address at which other silos reach it.</param>
/// <param name="Port">The port at which other silos reach it.</param>
/// <param name="Generation">Distinguishes it from earlier runs at the same address.</param>
public sealed record Member(string ClusterId, string Address, int Port, int Generation)
{
    /// <summary>Its identity, as the first parameters of a statement.</summary>
    internal NpgsqlParameter[] Parameters() =>
        [Parameter.Of(ClusterId), Parameter.Of(Address), Parameter.Of(Port), Parameter.Of(Generation)];
}
