using ReplayGraph.Postgres.Organizations;

namespace ReplayGraph.Postgres.Writing;

/// <summary>
/// Writes of one commit, in order of key: index pages are written one after the other, and two groups that hold the same nodes cannot
/// wait for each other in a circle.
/// </summary>
internal sealed class Group
{
    private Group(Row[] rows, Timestamp expiresAt, int period) => (Rows, ExpiresAt, Period) = (rows, expiresAt, period);

    /// <summary>The writes.</summary>
    internal Row[] Rows { get; }

    /// <summary>When the last of it expires that goes into a period; <c>default</c> if nothing does.</summary>
    internal Timestamp ExpiresAt { get; }

    /// <summary>The latest period that any of its nodes was read in.</summary>
    internal int Period { get; }

    /// <summary>Puts writes in order.</summary>
    internal static Group Of(IEnumerable<WriteCall> calls, OrganizationNumbers numbers)
    {
        Row[] rows = [.. calls.SelectMany(call => call.Rows)];
        Timestamp expiresAt = default;
        int period = 0;
        foreach (Row row in rows)
        {
            row.Organization = numbers[row.Write.Node.Organization];
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
