using ReplayGraph.Postgres.Organizations;

namespace ReplayGraph.Postgres.Writing;

/// <summary>
/// The writes of one commit, in key order, so that index pages are written sequentially and two groups with the same nodes cannot deadlock.
/// </summary>
internal sealed class CommitGroup
{
    private CommitGroup(Row[] rows, Timestamp expiresAt, int period) => (Rows, ExpiresAt, Period) = (rows, expiresAt, period);

    /// <summary>The writes.</summary>
    internal Row[] Rows { get; }

    /// <summary>The latest expiry of the writes that go into a period; <c>default</c> if none do.</summary>
    internal Timestamp ExpiresAt { get; }

    /// <summary>The latest period in which any of its nodes was read.</summary>
    internal int Period { get; }

    /// <summary>Sorts writes into a group.</summary>
    internal static CommitGroup Of(IEnumerable<WriteCall> calls, OrganizationNumbers numbers)
    {
        Row[] rows = [.. calls.SelectMany(call => call.Rows)];
        Timestamp expiresAt = default;
        int period = 0;
        OrganizationId last = default;
        int number = OrganizationNumbers.None;
        foreach (Row row in rows)
        {
            // Most rows are of the same organization as the row before.
            if (row.Write.Node.Organization != last || number == OrganizationNumbers.None)
            {
                (last, number) = (row.Write.Node.Organization, numbers[row.Write.Node.Organization]);
            }

            row.Organization = number;
            if (!row.Write.IsKept)
            {
                expiresAt = row.Write.ExpiresAt > expiresAt ? row.Write.ExpiresAt : expiresAt;
                period = Math.Max(period, row.Write.Read.Period);
            }
        }

        Array.Sort(rows, InOrder);
        return new(rows, expiresAt, period);
    }

    private static int InOrder(Row a, Row b)
    {
        int order = a.Organization.CompareTo(b.Organization);
        order = order != 0 ? order : (int)a.Write.Node.Type - (int)b.Write.Node.Type;
        return order != 0 ? order : a.Key.AsSpan().SequenceCompareTo(b.Key);
    }
}
