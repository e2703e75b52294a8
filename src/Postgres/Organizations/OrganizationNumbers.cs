using System.Collections.Concurrent;
using Npgsql;
using ReplayGraph.Postgres.Connections;

namespace ReplayGraph.Postgres.Organizations;

/// <summary>
/// The numbers that stand for organizations in rows. Remembered until something fails: a database may come back as another.
/// </summary>
internal sealed class OrganizationNumbers
{
    /// <summary>No organization's number.</summary>
    internal const int None = -1;

    private const string Find = "SELECT id, number FROM replaygraph.organizations WHERE id = ANY ($1)";

    private const string Give =
        "INSERT INTO replaygraph.organizations (id) SELECT id FROM unnest($1) AS new (id) ORDER BY id ON CONFLICT DO NOTHING";

    private readonly ConcurrentDictionary<OrganizationId, int> _known = [];

    /// <summary>The number of an organization that was found before; else <see cref="None"/>.</summary>
    internal int this[OrganizationId organization] => _known.GetValueOrDefault(organization, None);

    /// <summary>Forgets all.</summary>
    internal void Forget() => _known.Clear();

    /// <summary>Finds the numbers of organizations; one that nothing was written for has none.</summary>
    internal async ValueTask FindAsync(NpgsqlConnection connection, IEnumerable<OrganizationId> organizations)
    {
        string[] unknown = Unknown(organizations);
        if (unknown.Length == 0)
        {
            return;
        }

        await using var find = new NpgsqlCommand(Find, connection) { Parameters = { Parameter.Of(unknown) } };
        await using NpgsqlDataReader found = await find.ExecuteReaderAsync().ConfigureAwait(false);
        while (await found.ReadAsync().ConfigureAwait(false))
        {
            _known[OrganizationId.Parse(found.GetString(0))] = found.GetInt32(1);
        }
    }

    /// <summary>Finds the numbers of organizations, and gives one to those that have none.</summary>
    internal async ValueTask GiveAsync(NpgsqlConnection connection, IReadOnlyCollection<OrganizationId> organizations)
    {
        await FindAsync(connection, organizations).ConfigureAwait(false);
        if (Unknown(organizations) is { Length: > 0 } unknown)
        {
            await using var give = new NpgsqlCommand(Give, connection) { Parameters = { Parameter.Of(unknown) } };
            await give.ExecuteNonQueryAsync().ConfigureAwait(false);
            await FindAsync(connection, organizations).ConfigureAwait(false);
        }
    }

    private string[] Unknown(IEnumerable<OrganizationId> organizations)
    {
        HashSet<string>? unknown = null;
        foreach (OrganizationId organization in organizations)
        {
            if (!_known.ContainsKey(organization))
            {
                (unknown ??= []).Add(organization.ToString());
            }
        }

        return unknown is null ? [] : [.. unknown];
    }
}
