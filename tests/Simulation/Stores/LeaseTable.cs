using ReplayGraph.Simulation.Scheduling;

namespace ReplayGraph.Simulation.Stores;

/// <summary>The leases of silos in the database, by its clock.</summary>
internal sealed class LeaseTable(Scheduler scheduler)
{
    private readonly Dictionary<Process, Row> _rows = [];

    /// <summary>Adds a silo.</summary>
    internal void Add(Process silo) => _rows[silo] = new();

    /// <summary>Removes a silo that was declared dead.</summary>
    internal void Remove(Process silo) => _rows.Remove(silo);

    /// <summary>Renews the lease of a silo.</summary>
    /// <returns>How often it was revoked; null if the silo was declared dead.</returns>
    internal long? Renew(Process silo, TimeSpan length)
    {
        if (!_rows.TryGetValue(silo, out Row? row))
        {
            return null;
        }

        row.FreshUntil = scheduler.Now + (long)length.TotalMicroseconds;
        return row.Seen = row.Revocations;
    }

    /// <summary>Revokes the lease of a silo, unless it was revoked since it was last renewed.</summary>
    /// <returns>The time until it ends; null if the silo was declared dead.</returns>
    internal TimeSpan? Revoke(Process silo)
    {
        if (!_rows.TryGetValue(silo, out Row? row))
        {
            return null;
        }

        row.Revocations = row.Seen + 1;
        return TimeSpan.FromMicroseconds(Math.Max(0, row.FreshUntil - scheduler.Now));
    }

    private sealed class Row
    {
        internal long FreshUntil { get; set; }

        internal long Revocations { get; set; }

        internal long Seen { get; set; }
    }
}
