using ReplayGraph.Cluster.Caches;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Logs;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Facts;

namespace ReplayGraph.Cluster.Replays;

/// <summary>A replay. One call at a time.</summary>
public sealed class ReplayNode : ILogFold<ReplayFold>
{
    private readonly NodeId _id;
    private readonly NodeContext _context;
    private readonly LogBackedNodes<ReplayFold> _log;

    /// <summary>A node that is not loaded yet.</summary>
    public ReplayNode(NodeId id, NodeContext context) => (_id, _context, _log) = (id, context, new(context, this));

    /// <summary>Adds facts and names, and replies with the traces and events to notify.</summary>
    /// <exception cref="GraphException">The outcome is unknown; transient.</exception>
    public ValueTask<ReplayReply> RecordAsync(ReplayCommand command, CancellationToken cancel = default) =>
        _log.StepAsync(_id, node => Step(node, command), cancel);

    /// <summary>Reads the replay with its edges.</summary>
    /// <exception cref="GraphException">It cannot be read now; transient.</exception>
    public ValueTask<ReplayEdges> EdgesAsync(CancellationToken cancel = default) => _log.ReadAsync(
        _id,
        node => new ReplayEdges(
            ReplayRow.Of(_id.Replay, node.Version.Number, node.State.State.Summary),
            node.State.State.Traces.Items.ToArray(), node.State.State.Errors.Items.ToArray(), [.. node.State.NamedBy]),
        cancel);

    /// <summary>Acknowledges the notifications of a write.</summary>
    public void Acknowledge(long version) => _log.Find(_id)?.PendingNotifications.Remove(version);

    /// <inheritdoc/>
    /// <remarks>
    /// Deletions also come from the organization: they are permanent, outlive the log, and apply to segments that arrive later.
    /// </remarks>
    async ValueTask<FoldedLog<ReplayFold>> ILogFold<ReplayFold>.FoldAsync(NodeId id, NodeLog log, CancellationToken cancel)
    {
        var fold = new ReplayFold(id.Replay, _context);
        Timestamp writtenAt = default;
        for (int i = 0; i < log.Entries.Count; i++)
        {
            writtenAt = ReplayEntry.Fold(fold, id.Organization, log.Entries[i]);
            fold.PendingNotifications.Add(log.VersionOf(i), writtenAt, fold.Notifications.Traces, fold.Notifications.Events);
            fold.Notifications.Traces.Clear();
            fold.Notifications.Events.Clear();
        }

        foreach (ProjectId by in (await _context.Cache.OrganizationAsync(id.Organization, cancel)).DeletedBy(id.Replay))
        {
            fold.State.Delete(by);
        }

        fold.State.Summarize();
        return new(fold, writtenAt);
    }

    /// <inheritdoc/>
    NodeWrite ILogFold<ReplayFold>.Merge(NodeId id, IReadOnlyList<byte[]> entries)
    {
        byte[] merged = ReplayEntry.Merge(entries);
        var fold = new ReplayFold(id.Replay, _context);
        ReplayEntry.Fold(fold, id.Organization, merged);
        return new(id, default, merged, ExpiresAt(fold));
    }

    private (ReplayReply Reply, NodeWrite? Write) Step(LoadedNode<ReplayFold> node, ReplayCommand command)
    {
        (ReplayFold fold, long nextVersion) = (node.State, node.Version.Number + 1);
        var added = new FactWriter(256);
        int accepted = 0, duplicates = 0;
        fold.PendingNotifications.Expire(_context.Now.Plus(-Redelivery.LongestIngest));
        foreach (FactSlice fact in FactSlice.Of(command.Facts))
        {
            FactBatch.Read(fact.Bytes, fold);
            accepted += fold.IsNew ? 1 : 0;
            duplicates += fold.IsNew ? 0 : 1;
            if (fold.IsNew)
            {
                added.Raw(fact.Bytes.Span);
            }
        }

        NodeId[] named = [.. command.NamedBy.Where(fold.Name)];
        if (node.MustRedeliver)
        {
            fold.Notifications.Traces.UnionWith(fold.State.Traces.Items.ToArray());
            fold.Notifications.Events.UnionWith(fold.Listed);
        }

        bool isNew = accepted + named.Length > 0;
        if (accepted > 0)
        {
            fold.State.Summarize();
        }

        // Even if nothing was new: the first announcement may have failed.
        bool hasFacts = accepted + duplicates > 0;
        var row = ReplayRow.Of(_id.Replay, isNew ? nextVersion : node.Version.Number, fold.State.Summary);
        var reply = new ReplayReply
        {
            Accepted = accepted,
            Duplicates = duplicates,
            Traces = [.. fold.Notifications.Traces],
            Events = [.. fold.Notifications.Events],
            Row = hasFacts ? row : null,
        };
        if (isNew)
        {
            fold.PendingNotifications.Add(nextVersion, _context.Now, fold.Notifications.Traces, fold.Notifications.Events);
        }

        fold.Notifications.Traces.Clear();
        fold.Notifications.Events.Clear();
        return isNew
            ? (reply, new NodeWrite(_id, node.Version, ReplayEntry.Write(_context.Now, added.Written.Span, named), ExpiresAt(fold))
            {
                Replay = row,
            })
            : (reply, null);
    }

    private Timestamp ExpiresAt(ReplayFold fold)
    {
        Timestamp standing = _context.Expiry.At(_context.Now, 0);
        return fold.State.ExpiresAt > standing ? fold.State.ExpiresAt : standing;
    }
}
