using System.Collections.Concurrent;
using Npgsql;
using ReplayGraph.Postgres.Connections;

namespace ReplayGraph.Postgres.Organizations;

/// <summary>
/// Maps organizations to the numbers that stand for them in rows. The cache is cleared on any failure, because the database may have been
/// replaced.
/// </summary>
internal sealed class OrganizationNumbers
{
    /// <summary>Stands for an unknown organization.</summary>
    internal const int None = -1;

    private const string Find = "SELECT id, number FROM replaygraph.organizations WHERE id = ANY ($1)";

    private const string Assign =
        "INSERT INTO replaygraph.organizations (id) SELECT id FROM unnest($1) AS new (id) ORDER BY id ON CONFLICT DO NOTHING";

    private readonly ConcurrentDictionary<OrganizationId, int> _known = [];

    /// <summary>The cached number of an organization, or <see cref="None"/>.</summary>
    internal int this[OrganizationId organization] => _known.GetValueOrDefault(organization, None);

    /// <summary>Clears the cache.</summary>
    internal void Forget() => _known.Clear();

    /// <summary>Looks up the numbers of organizations. An organization without any writes has none.</summary>
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

    /// <summary>Looks up the numbers of organizations, and assigns one to each that has none.</summary>
    internal async ValueTask AssignAsync(NpgsqlConnection connection, IReadOnlyCollection<OrganizationId> organizations)
    {
        await FindAsync(connection, organizations).ConfigureAwait(false);
        if (Unknown(organizations) is { Length: > 0 } unknown)
        {
            await using var assign = new NpgsqlCommand(Assign, connection) { Parameters = { Parameter.Of(unknown) } };
            await assign.ExecuteNonQueryAsync().ConfigureAwait(false);
            await FindAsync(connection, organizations).ConfigureAwait(false);
        }
    }

    private string[] Unknown(IEnumerable<OrganizationId> organizations)
    {
        HashSet<string>? unknown = null;
        OrganizationId last = default;
        foreach (OrganizationId organization in organizations)
        {
            // Callers pass the organization of each row, and most rows are of the same one.
            if (organization != last && !_known.ContainsKey(organization))
            {
                (unknown ??= []).Add(organization.ToString());
            }

            last = organization;
        }

        return unknown is null ? [] : [.. unknown];
    }
}
