using System.Collections.Concurrent;
using ReplayGraph.Embedded.CatchingUp;
using ReplayGraph.Embedded.Commits;
using ReplayGraph.Embedded.Journal;
using ReplayGraph.Embedded.Nodes;
using ReplayGraph.Embedded.Retention;
using ReplayGraph.Embedded.Snapshots;

namespace ReplayGraph.Embedded;

/// <summary>
/// The nodes of all organizations, and their snapshot. The applier's thread changes them, and before it has caught up also the decoder's,
/// which only adds names and organizations; any thread finds them.
/// </summary>
/// <param name="storage">The storage of journal and snapshot.</param>
/// <param name="folder">The data folder.</param>
/// <param name="settings">The settings of all nodes.</param>
/// <param name="time">The clock.</param>
internal sealed class OrganizationTable(IStorage storage, string folder, NodeSettings settings, TimeProvider time) : ICatchUpNodes
{
    private readonly ConcurrentDictionary<OrganizationId, (OrganizationNodes Nodes, Applier Applier)> _all = new();
    private LinkBehind? _links;
    private bool _isCaughtUp;

    /// <summary>The position in the journal of the latest snapshot.</summary>
    internal JournalPosition SnapshotAt { get; private set; }

    /// <summary>The length of the latest snapshot, in bytes; 0 if there is none.</summary>
    internal long SnapshotBytes { get; private set; }

    /// <summary>Facts applied so far, duplicates included.</summary>
    internal long Facts { get; private set; }

    /// <summary>Bytes of journal applied since the start, before it had caught up.</summary>
    internal long CaughtUpBytes { get; private set; }

    private Timestamp Now => Timestamp.From(time.GetUtcNow());

    internal OrganizationNodes? Find(OrganizationId id) => _all.TryGetValue(id, out (OrganizationNodes Nodes, Applier) found) ? found.Nodes : null;

    internal IngestResult Apply(Commit commit)
    {
        Facts += commit.Frame.Count;
        return ApplierOf(commit.Organization).Apply(commit.Frame.Payload, Now);
    }

    /// <summary>Frees expired data; returns the bytes of rows freed.</summary>
    internal long Sweep() => _all.Values.Sum(entry => new Sweeper(entry.Nodes, Now).Sweep());

    /// <summary>Writes a snapshot; only deletes the previous one if the next start should renumber the rows.</summary>
    /// <exception cref="IOException">It cannot be written. The previous one is kept.</exception>
    internal SnapshotDraft? Write(JournalPosition at)
    {
        if (_all.Values.Any(entry => entry.Nodes.Rows.IsHalfUsed))
        {
            SnapshotFile.Delete(storage, folder);
            return null;
        }

        var nodes = _all.ToDictionary(pair => pair.Key, pair => pair.Value.Nodes);
        return new GraphSnapshot(at, Facts, nodes).Write(storage, folder, settings);
    }

    /// <summary>Puts a snapshot of a position in force. Any thread may call it, one at a time.</summary>
    /// <exception cref="IOException">That is impossible. The previous one is kept.</exception>
    internal void Publish(SnapshotDraft draft, JournalPosition at)
    {
        draft.Publish();
        (SnapshotAt, SnapshotBytes) = (at, SnapshotFile.Length(storage, folder));
    }

    JournalPosition ICatchUpNodes.Load(LinkBehind? links)
    {
        _links = links;
        if (GraphSnapshot.TryLoad(storage, folder, settings) is { } found)
        {
            (SnapshotAt, SnapshotBytes, Facts) = (found.At, SnapshotFile.Length(storage, folder), found.Facts);
            foreach ((OrganizationId id, OrganizationNodes nodes) in found.Organizations)
            {
                Add(id, nodes);
            }
        }

        return SnapshotAt;
    }

    FactDecoder ICatchUpNodes.Decode(JournalPosition from, JournalPosition until) =>
        new(new JournalReader(storage, folder, from, until), ApplierOf, time);

    void ICatchUpNodes.Apply(DecodedFacts facts)
    {
        Facts += facts.Facts;
        CaughtUpBytes += facts.Bytes;
        facts.Applier!.Apply(facts.Events, facts.MayMention, facts.Titles, facts.Rest.Bytes, Now);
    }

    void ICatchUpNodes.Reserve(double times)
    {
        foreach ((OrganizationNodes nodes, _) in _all.Values)
        {
            nodes.Reserve(times);
        }
    }

    void ICatchUpNodes.Finish()
    {
        _isCaughtUp = true;
        foreach ((OrganizationNodes nodes, _) in _all.Values)
        {
            nodes.EndDeferring();
        }
    }

    private Applier ApplierOf(OrganizationId id) =>
        _all.TryGetValue(id, out (OrganizationNodes, Applier Applier) found) ? found.Applier : Add(id, new OrganizationNodes(settings));

    private Applier Add(OrganizationId id, OrganizationNodes nodes)
    {
        if (!_isCaughtUp)
        {
            nodes.Defer(_links);
        }

        var applier = new Applier(nodes);
        _all[id] = (nodes, applier);
        return applier;
    }
}
