using System.Diagnostics;
using Npgsql;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Issues;
using ReplayGraph.Postgres.Connections;
using ReplayGraph.Postgres.Organizations;
using ReplayGraph.Postgres.Telemetry;

namespace ReplayGraph.Postgres.Titles;

/// <summary>Keeps and finds the titles of issues. A silo keeps each once a day, so writes are not grouped.</summary>
internal sealed class TitleTable(Database database, OrganizationNumbers numbers)
{
    // In order of the key, so that two statements cannot wait for each other.
    private const string Keep =
        """
        INSERT INTO replaygraph.issue_titles AS old (organization, issue, project, retention, until, title, expires_at)
        SELECT $1, issue, project, retention, until, title, expires_at
        FROM unnest($2, $3, $4, $5, $6, $7) AS new (issue, project, retention, until, title, expires_at)
        ORDER BY issue, project, retention
        ON CONFLICT (issue, organization, project, retention) DO UPDATE
        SET until = excluded.until, title = excluded.title, expires_at = excluded.expires_at
        WHERE (old.until, old.title) < (excluded.until, excluded.title)
        """;

    private const string Find =
        "SELECT issue, project, retention, until, title FROM replaygraph.issue_titles WHERE organization = $1 AND issue = ANY ($2)";

    internal async ValueTask KeepAsync(OrganizationId organization, IReadOnlyList<TitleWrite> titles, CancellationToken cancel)
    {
        TitleWrite[] all = Greatest(titles);
        try
        {
            await database.ReadAsync("titles", async connection =>
            {
                await numbers.AssignAsync(connection, [organization]).ConfigureAwait(false);
                await using var command = new NpgsqlCommand(Keep, connection)
                {
                    Parameters =
                    {
                        Parameter.Of(numbers[organization]),
                        Parameter.Of(Array.ConvertAll(all, one => one.Title.Issue.Value)),
                        Parameter.Of(Array.ConvertAll(all, one => one.Title.Project.Value)),
                        Parameter.Of(Array.ConvertAll(all, one => (short)one.Title.RetentionDays)),
                        Parameter.Of(Array.ConvertAll(all, one => PgTime.Of(one.Title.Until))),
                        Parameter.Of(Array.ConvertAll(all, one => one.Title.Text.Span.ToArray())),
                        Parameter.Of(Array.ConvertAll(all, one => PgTime.Of(one.ExpiresAt))),
                    },
                };
                return await command.ExecuteNonQueryAsync(cancel).ConfigureAwait(false);
            }).ConfigureAwait(false);
        }
        catch
        {
            numbers.Forget();
            throw;
        }
    }

    internal async ValueTask<IReadOnlyList<IssueTitle>> FindAsync(
        OrganizationId organization, IReadOnlyList<IssueId> issues, CancellationToken cancel)
    {
        long started = Stopwatch.GetTimestamp();
        List<IssueTitle> titles = await database.ReadAsync("titles", async connection =>
        {
            await numbers.FindAsync(connection, [organization]).ConfigureAwait(false);
            await using var command = new NpgsqlCommand(Find, connection)
            {
                Parameters = { Parameter.Of(numbers[organization]), Parameter.Of(issues.Select(issue => issue.Value).ToArray()) },
            };
            await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancel).ConfigureAwait(false);
            var found = new List<IssueTitle>();
            while (await reader.ReadAsync(cancel).ConfigureAwait(false))
            {
                found.Add(Read(reader));
            }

            return found;
        }).ConfigureAwait(false);
        PostgresMeters.Loaded("titles", started, issues.Count);
        return titles;
    }

    private static IssueTitle Read(NpgsqlDataReader row) => new(
        new(row.GetInt64(0)),
        new(row.GetInt64(1)),
        (ushort)row.GetInt16(2),
        Timestamp.From(row.GetFieldValue<DateTimeOffset>(3)),
        new(row.GetFieldValue<byte[]>(4)));

    // PostgreSQL refuses a statement that would change a row twice.
    private static TitleWrite[] Greatest(IReadOnlyList<TitleWrite> titles) =>
    [
        .. titles.GroupBy(one => (one.Title.Issue, one.Title.Project, one.Title.RetentionDays))
            .Select(same => same.Aggregate((a, b) => b.Title.IsGreaterThan(a.Title) ? b : a)),
    ];
}
