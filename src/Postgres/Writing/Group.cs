using Npgsql;
using ReplayGraph.Nodes.Store;
using ReplayGraph.Postgres.Connections;
using ReplayGraph.Postgres.Organizations;
using ReplayGraph.Postgres.Periods;

namespace ReplayGraph.Postgres.Writing;

/// <summary>
/// Writes as the parameters of statements, a column each: the lists are of one length for each table. In order of key, so that index
/// pages are written one after the other, and two groups that hold the same nodes cannot wait for each other in a circle.
/// </summary>
internal sealed class Group
{
    private Group(WriteCall[] writes, Timestamp expiresAt, int period) => (Writes, ExpiresAt, Period) = (writes, expiresAt, period);

    /// <summary>The writes.</summary>
    internal WriteCall[] Writes { get; }

    /// <summary>When the last of it expires that goes into a period; <c>default</c> if nothing does.</summary>
    internal Timestamp ExpiresAt { get; }

    /// <summary>The latest period that any of its nodes was read in.</summary>
    internal int Period { get; }

    /// <summary>Rows of all tables.</summary>
    internal int Rows { get; private set; }

    /// <summary>The statements that insert it.</summary>
    internal List<NpgsqlBatchCommand> Inserts { get; } = [];

    /// <summary>Puts writes in order.</summary>
    internal static Group Of(IReadOnlyList<WriteCall> calls, OrganizationNumbers numbers)
    {
        WriteCall[] writes = [.. calls];
        foreach (WriteCall call in writes)
        {
            call.Organization = numbers[call.Write.Node.Organization];
        }

        Array.Sort(writes, InOrder);
        Timestamp expiresAt = default;
        int period = 0;
        foreach (NodeWrite write in writes.Select(call => call.Write).Where(write => !write.IsKept))
        {
            expiresAt = write.ExpiresAt > expiresAt ? write.ExpiresAt : expiresAt;
            period = Math.Max(period, write.Read.Period);
        }

        return new(writes, expiresAt, period);
    }

    /// <summary>Makes the statements.</summary>
    /// <param name="log">Inserts into logs.</param>
    internal void With(string log)
    {
        AddLog(log);
        AddPlaces();
        AddReplays();
    }

    /// <summary>Makes the statements for what belongs to those of the writes that won.</summary>
    internal static Group OfWon(WriteCall[] won)
    {
        var group = new Group(won, default, 0) { Rows = won.Length };
        group.AddPlaces();
        group.AddReplays();
        return group;
    }

    private void AddLog(string log)
    {
        int count = Writes.Length;
        var (organizations, types, nodes) = (new int[count], new short[count], new byte[count][]);
        var (versions, periods, entries) = (new long[count], new int[count], new byte[count][]);
        for (int i = 0; i < count; i++)
        {
            NodeWrite write = Writes[i].Write;
            (organizations[i], types[i], nodes[i]) = (Writes[i].Organization, (short)write.Node.Type, Writes[i].Key);
            (versions[i], periods[i], entries[i]) = (write.Read.Number + 1, PeriodOf(write), write.Entry);
        }

        Add(log, count, Parameter.Of(organizations), Parameter.Of(types), Parameter.Of(nodes), Parameter.Of(versions),
            Parameter.Of(periods), Parameter.Of(entries));
    }

    private void AddPlaces()
    {
        int count = Writes.Sum(call => call.Write.Events.Count);
        if (count == 0)
        {
            return;
        }

        var (organizations, types, nodes) = (new int[count], new short[count], new byte[count][]);
        var (periods, events) = (new int[count], new byte[count][]);
        int i = 0;
        foreach (WriteCall call in Writes)
        {
            foreach (EventId id in call.Write.Events)
            {
                (organizations[i], types[i], nodes[i]) = (call.Organization, (short)call.Write.Node.Type, call.Key);
                (periods[i], events[i++]) = (PeriodOf(call.Write), Parameter.KeyOf(id.Value));
            }
        }

        Add(WriteSql.Places, count, Parameter.Of(organizations), Parameter.Of(events), Parameter.Of(types), Parameter.Of(nodes),
            Parameter.Of(periods));
    }

    private void AddReplays()
    {
        WriteCall[] calls = Array.FindAll(Writes, call => call.Write.Replay is not null);
        if (calls.Length > 0)
        {
            Add(WriteSql.Replays, calls.Length,
                Parameter.Of(Array.ConvertAll(calls, call => call.Organization)),
                Parameter.Of(Array.ConvertAll(calls, call => call.Key)),
                Parameter.Of(Array.ConvertAll(calls, call => call.Write.Replay!.Version)),
                Parameter.Of(Array.ConvertAll(calls, call => ExpiryOf(call.Write))),
                Parameter.Of(Array.ConvertAll(calls, call => call.Write.Replay!.Bytes)),
                Parameter.Of(Array.ConvertAll(calls, call => PeriodOf(call.Write))));
        }
    }

    private void Add(string sql, int rows, params ReadOnlySpan<NpgsqlParameter> columns)
    {
        var insert = new NpgsqlBatchCommand(sql);
        foreach (NpgsqlParameter column in columns)
        {
            insert.Parameters.Add(column);
        }

        Rows += rows;
        Inserts.Add(insert);
    }

    private static int PeriodOf(NodeWrite write) => write.IsKept ? Periods.Period.Kept : write.Read.Period;

    // A replay of which only the name is known has no end of its own: its row ends with what named it.
    private static DateTime ExpiryOf(NodeWrite write) =>
        PgTime.Of(write.Replay!.ExpiresAt.Milliseconds == long.MaxValue ? write.ExpiresAt : write.Replay.ExpiresAt);

    private static int InOrder(WriteCall a, WriteCall b)
    {
        int order = a.Organization.CompareTo(b.Organization);
        order = order != 0 ? order : a.Write.Node.Type.CompareTo(b.Write.Node.Type);
        return order != 0 ? order : a.Key.AsSpan().SequenceCompareTo(b.Key);
    }
}
