using ReplayGraph.Embedded.Journal;
using ReplayGraph.Embedded.Nodes;
using ReplayGraph.Embedded.Snapshots;

namespace ReplayGraph.Embedded;

/// <summary>The nodes as of a journal position, so that a start need not replay what precedes it.</summary>
/// <param name="At">The journal position.</param>
/// <param name="Facts">Number of facts before it.</param>
/// <param name="Organizations">The nodes of each organization.</param>
internal sealed record GraphSnapshot(JournalPosition At, long Facts, IReadOnlyDictionary<OrganizationId, OrganizationNodes> Organizations)
{
    /// <summary>Writes it beside the data folder's snapshot.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    internal SnapshotDraft Write(IStorage storage, string folder, NodeSettings settings) => SnapshotFile.Write(storage, folder, to =>
    {
        to.Number(settings.Retention.Ticks);
        to.Number(settings.Evidence.SharedTraceReplays);
        to.Number(At.Segment);
        to.Number(At.Offset);
        to.Number(Facts);
        to.Number(Organizations.Count);
        foreach ((OrganizationId id, OrganizationNodes nodes) in Organizations)
        {
            to.Text(id.ToString());
            nodes.Save(to);
        }
    });

    /// <summary>Loads the snapshot; null if there is none that is usable with these settings.</summary>
    internal static GraphSnapshot? TryLoad(IStorage storage, string folder, NodeSettings settings) =>
        SnapshotFile.TryLoad(storage, folder, from => IsUsable(from, settings) ? Load(from, settings) : null);

    /// <summary>Verifies that the journal reaches as far as the snapshot: what is appended next would otherwise be taken for a part of it.</summary>
    /// <exception cref="JournalDamagedException">The journal ends before the snapshot's position.</exception>
    internal static void ThrowIfAhead(JournalPosition end, IStorage storage, string folder, NodeSettings settings)
    {
        // The snapshot is loaded only if its first bytes, which nothing has verified yet, say so.
        JournalPosition at = SnapshotFile.Peek(storage, folder, from => IsUsable(from, settings) ? ReadPosition(from) : default);
        if (at.CompareTo(end) > 0 && TryLoad(storage, folder, settings) is not null)
        {
            throw JournalReader.EndsBefore(folder, at);
        }
    }

    private static bool IsUsable(SnapshotReader from, NodeSettings settings) =>
        from.Number() == settings.Retention.Ticks && from.Number() == settings.Evidence.SharedTraceReplays;

    private static JournalPosition ReadPosition(SnapshotReader from) => new(from.Number(), from.Number());

    private static GraphSnapshot Load(SnapshotReader from, NodeSettings settings)
    {
        JournalPosition at = ReadPosition(from);
        long facts = from.Number();
        Dictionary<OrganizationId, OrganizationNodes> organizations = [];
        for (int left = from.Count(); left > 0; left--)
        {
            var nodes = new OrganizationNodes(settings);
            organizations[OrganizationId.Parse(from.Text() ?? "")] = nodes;
            nodes.Load(from);
        }

        return new(at, facts, organizations);
    }
}
