namespace ReplayGraph.ClusterBench.Outages;

/// <summary>What callers observed during some time. Safe for concurrent use.</summary>
internal sealed class Observed
{
    private readonly Lock _lock = new();
    private readonly List<TimeSpan> _lookups = [];

    /// <summary>The times of lookups that were answered.</summary>
    internal IReadOnlyList<TimeSpan> Lookups => _lookups;

    /// <summary>The number of lookups that failed.</summary>
    internal int Failed { get; private set; }

    /// <summary>The longest time without an acknowledged batch.</summary>
    internal TimeSpan Silence { get; private set; }

    /// <summary>The longest time of a batch until it was acknowledged.</summary>
    internal TimeSpan SlowestBatch { get; private set; }

    private TimeSpan LastAcknowledged { get; set; }

    internal void Looked(TimeSpan took, bool isAnswered)
    {
        lock (_lock)
        {
            _lookups.Add(took);
            Failed += isAnswered ? 0 : 1;
        }
    }

    /// <summary>Notes the acknowledgement of a batch, or the end of the time.</summary>
    internal void Acknowledged(TimeSpan at, TimeSpan took)
    {
        lock (_lock)
        {
            Silence = at - LastAcknowledged > Silence ? at - LastAcknowledged : Silence;
            LastAcknowledged = at;
            SlowestBatch = took > SlowestBatch ? took : SlowestBatch;
        }
    }

    internal TimeSpan Percentile(double share)
    {
        lock (_lock)
        {
            TimeSpan[] sorted = [.. _lookups.Order()];
            return sorted[(int)((sorted.Length - 1) * share)];
        }
    }
}
