using ReplayGraph.Traces;

namespace ReplayGraph.Embedded.CatchingUp;

/// <summary>
/// Recognizes events whose mentions are known: an earlier event of the journal has mentioned the same issue and the same transaction name
/// on that day or later. That is most of them, and to find the node of each costs the applier more than this.
/// </summary>
internal sealed class RecentMentions
{
    private const int SizeBits = 13;

    private readonly Entry[] _issues = new Entry[1 << SizeBits], _transactions = new Entry[1 << SizeBits];

    /// <summary>Whether the event may mention something new. Its mentions must then be taken before the next event is asked for.</summary>
    internal bool MayAdd(in Observation observation)
    {
        long until = observation.Timestamp.EndOfDay.Milliseconds;
        bool isNew = !observation.IssueId.IsNone && MayAdd(_issues, observation.IssueId.Value, observation, until);
        return (observation.Transaction is { } name && MayAdd(_transactions, name.Index, observation, until)) || isNew;
    }

    private static bool MayAdd(Entry[] entries, long node, in Observation observation, long until)
    {
        ulong mixed = ((ulong)node + ((ulong)observation.ProjectId.Value << 32)) * 0x9E3779B97F4A7C15;
        ref Entry entry = ref entries[mixed >> (64 - SizeBits)];
        if (entry.Node == node && entry.Project == observation.ProjectId && entry.Days == observation.RetentionDays && entry.Until >= until)
        {
            return false;
        }

        entry = new(node, observation.ProjectId, observation.RetentionDays, until);
        return true;
    }

    private readonly record struct Entry(long Node, ProjectId Project, ushort Days, long Until);
}
