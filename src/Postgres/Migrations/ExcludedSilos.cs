using Npgsql;
using ReplayGraph.Postgres.Connections;

namespace ReplayGraph.Postgres.Migrations;

/// <summary>
/// The silos that a contracting migration would break, because their programs do not know the migration that it requires: a version was
/// skipped, or the upgrade to it is not finished.
/// </summary>
internal static class ExcludedSilos
{
    // Those that have joined or are about to (2 to 5), and wrote within a minute that they are alive, which they do every ten seconds.
    private const string Find = """
        SELECT string_agg(format('%s at %s:%s', silo_name, address, port), ', ' ORDER BY silo_name) FROM replaygraph.silos
        WHERE status BETWEEN 2 AND 5 AND greatest(started_at, alive_at) > now() - interval '1 minute' AND coalesce(knows, 0) < $1
        """;

    /// <exception cref="GraphException">There are some. Transient, because they may stop.</exception>
    internal static async Task RefuseAsync(NpgsqlConnection connection, string where, Migration next, CancellationToken cancel)
    {
        if (next.Requires == 0)
        {
            return;
        }

        await using var find = new NpgsqlCommand(Find, connection) { Parameters = { Parameter.Of(next.Requires) } };
        if (await find.ExecuteScalarAsync(cancel).ConfigureAwait(false) is string silos)
        {
            throw new GraphException(
                $"{where}: migration {next.Name} would break running silos that do not know migration {next.Requires:d4}: {silos}. Upgrade them to an "
                + "earlier version that knows it first, or stop them.",
                isTransient: true);
        }
    }
}
