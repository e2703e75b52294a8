using Npgsql;
using ReplayGraph.Postgres.Connections;

namespace ReplayGraph.Postgres.Writing;

/// <summary>
/// Which nodes had entries replaced in the current period. The table is read on with each commit, under its lock, so a write that read a
/// version before that loses although its version is free again. Safe for concurrent use.
/// </summary>
internal sealed class Compactions
{
    private const string Since = "SELECT organization, type, node, version, serial FROM replaygraph.compactions WHERE serial > $1";

    private const string Delete =
        """
        DELETE FROM replaygraph.node_log AS log USING unnest($1, $2, $3, $4, $5) AS gone (organization, type, node, after, last)
        WHERE log.organization = gone.organization AND log.type = gone.type AND log.node = gone.node
            AND log.version > gone.after AND log.version <= gone.last
        """;

    private const string Forget =
        """
        DELETE FROM replaygraph.compactions AS old USING unnest($1, $2, $3) AS gone (organization, type, node)
        WHERE old.organization = gone.organization AND old.type = gone.type AND old.node = gone.node
        """;

    private const string Insert =
        "INSERT INTO replaygraph.compactions (organization, type, node, version, period) SELECT * FROM unnest($1, $2, $3, $4, $5)";

    private readonly Lock _lock = new();
    private readonly Dictionary<Node, long> _versions = [];
    private long _serial;
    private int _period;

    /// <summary>Reads what was replaced since it was read last.</summary>
    internal NpgsqlBatchCommand Command()
    {
        lock (_lock)
        {
            return new(Since) { Parameters = { Parameter.Of(_serial) } };
        }
    }

    /// <summary>Takes the rows of <see cref="Command"/>.</summary>
    internal async Task TakeAsync(NpgsqlDataReader from, int period)
    {
        List<(Node Node, long Version, long Serial)> rows = [];
        while (await from.ReadAsync().ConfigureAwait(false))
        {
            rows.Add((new(from.GetInt32(0), from.GetInt16(1), from.GetFieldValue<byte[]>(2)), from.GetInt64(3), from.GetInt64(4)));
        }

        lock (_lock)
        {
            if (period > _period)
            {
                // Who read in an earlier period loses anyway. What is kept has no period.
                _period = period;
                foreach (Node node in _versions.Keys.Where(node => !node.IsKept).ToArray())
                {
                    _versions.Remove(node);
                }
            }

            foreach ((Node node, long version, long serial) in rows)
            {
                _versions[node] = Math.Max(version, _versions.GetValueOrDefault(node));
                _serial = Math.Max(_serial, serial);
            }
        }
    }

    /// <summary>Whether a write read a version that was replaced.</summary>
    internal bool IsOutdated(Row row)
    {
        lock (_lock)
        {
            return _versions.Count > 0
                && _versions.TryGetValue(new(row.Organization, (short)row.Write.Node.Type, row.Key), out long version)
                && row.Write.Read.Number < version;
        }
    }

    /// <summary>Drops what writes replace; nothing if they replace nothing.</summary>
    internal static NpgsqlBatchCommand?[] Replace(Row[] rows)
    {
        Row[] all = Array.FindAll(rows, row => row.Write.ReplacesAfter is not null);
        return all.Length == 0 ? [] :
        [
            Of(
                Delete, all, Parameter.Of(Array.ConvertAll(all, row => row.Write.ReplacesAfter!.Value)),
                Parameter.Of(Array.ConvertAll(all, row => row.Write.Read.Number))),
            Of(Forget, all),
            Of(
                Insert, all, Parameter.Of(Array.ConvertAll(all, row => row.Next.Number)),
                Parameter.Of(Array.ConvertAll(all, row => row.Period))),
        ];
    }

    private static NpgsqlBatchCommand Of(string sql, Row[] rows, params ReadOnlySpan<NpgsqlParameter> rest)
    {
        var command = new NpgsqlBatchCommand(sql)
        {
            Parameters =
            {
                Parameter.Of(Array.ConvertAll(rows, row => row.Organization)),
                Parameter.Of(Array.ConvertAll(rows, row => (short)row.Write.Node.Type)),
                Parameter.Of(Array.ConvertAll(rows, row => row.Key)),
            },
        };
        foreach (NpgsqlParameter parameter in rest)
        {
            command.Parameters.Add(parameter);
        }

        return command;
    }

    private readonly struct Node(int organization, short type, byte[] key) : IEquatable<Node>
    {
        internal bool IsKept => Periods.Period.IsKept((Cluster.Ids.NodeType)Type);

        private int Organization => organization;

        private short Type => type;

        private byte[] Key => key;

        public bool Equals(Node other) => Organization == other.Organization && Type == other.Type && Key.AsSpan().SequenceEqual(other.Key);

        public override bool Equals(object? obj) => obj is Node other && Equals(other);

        public override int GetHashCode()
        {
            var hash = default(HashCode);
            hash.Add(Organization);
            hash.Add(Type);
            hash.AddBytes(Key);
            return hash.ToHashCode();
        }
    }
}
