using ReplayGraph.Facts;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Cluster.Organizations;
using ReplayGraph.Cluster.Store;

namespace ReplayGraph.Cluster.Replays;

/// <summary>A replay's shell. One call at a time.</summary>
public sealed class ReplayNode(NodeId id, NodeContext context) : LogBackedNode<ReplayFold>(id, context)
{
    /// <summary>Takes facts and names in, and says who is to be told.</summary>
    /// <exception cref="GraphException">It is not durable, as far as is known; transient.</exception>
    public ValueTask<ReplayReply> RecordAsync(ReplayCommand mail, CancellationToken cancel = default) =>
        StepAsync(fold => Step(fold, mail), cancel);

    /// <summary>What it holds.</summary>
    /// <exception cref="GraphException">It cannot be read now; transient.</exception>
    public async ValueTask<ReplayEdges> EdgesAsync(CancellationToken cancel = default)
    {
        ReplayFold fold = await StateAsync(cancel);
        return new ReplayEdges(
            ReplayRow.Of(Id.Replay, NextVersion - 1, fold.State.Summary),
            fold.State.Traces.Items.ToArray(), fold.State.Errors.Items.ToArray(), [.. fold.NamedBy]);
    }

    /// <summary>All that the write of a version told have heard.</summary>
    public void Heard(long version) => Known?.PendingNotifications.Remove(version);

    /// <inheritdoc/>
    protected override ReplayFold Empty() => new(Id.Replay, Context);

    /// <inheritdoc/>
    protected override Timestamp Fold(ReplayFold state, byte[] entry, long version)
    {
        Timestamp written = ReplayEntry.Fold(state, Id.Organization, entry);
        state.PendingNotifications.Add(version, written, state.Told.Traces, state.Told.Events);
        state.Told.Traces.Clear();
        state.Told.Events.Clear();
        return written;
    }

    /// <inheritdoc/>
    /// <remarks>A deletion outlives the log: it is for good, and concerns segments that come later.</remarks>
    protected override async ValueTask LoadedAsync(ReplayFold state, CancellationToken cancel)
    {
        foreach (ProjectId by in (await Context.Cache.OrganizationAsync(Id.Organization, cancel)).DeletedBy(Id.Replay))
        {
            state.State.Delete(by);
        }

        state.State.Summarize();
    }

    private (ReplayReply Reply, NodeWrite? Write) Step(ReplayFold fold, ReplayCommand mail)
    {
        var news = new FactWriter(256);
        int accepted = 0, duplicates = 0;
        fold.PendingNotifications.Expire(Context.Now.Plus(-SiloCache.LongestIngest));
        foreach (FactSlice fact in FactSlice.Of(mail.Facts))
        {
            FactBatch.Read(fact.Bytes, fold);
            accepted += fold.IsNews ? 1 : 0;
            duplicates += fold.IsNews ? 0 : 1;
            if (fold.IsNews)
            {
                news.Raw(fact.Bytes.Span);
            }
        }

        NodeId[] named = [.. mail.NamedBy.Where(fold.Name)];
        if (MustRedeliver)
        {
            fold.Told.Traces.UnionWith(fold.State.Traces.Items.ToArray());
            fold.Told.Events.UnionWith(fold.Listed);
        }

        bool isNews = accepted + named.Length > 0;
        if (accepted > 0)
        {
            fold.State.Summarize();
        }

        // Also if all was known: whoever told it may have failed to hear that every silo knows.
        bool isTold = accepted + duplicates > 0;
        var row = ReplayRow.Of(Id.Replay, isNews ? NextVersion : NextVersion - 1, fold.State.Summary);
        var reply = new ReplayReply
        {
            Accepted = accepted,
            Duplicates = duplicates,
            Traces = [.. fold.Told.Traces],
            Events = [.. fold.Told.Events],
            Row = isTold ? row : null,
        };
        if (isNews)
        {
            fold.PendingNotifications.Add(NextVersion, Context.Now, fold.Told.Traces, fold.Told.Events);
        }

        fold.Told.Traces.Clear();
        fold.Told.Events.Clear();
        return isNews
            ? (reply, new NodeWrite(Id, default, ReplayEntry.Write(Context.Now, news.Written.Span, named), ExpiresAt(fold)) { Replay = row })
            : (reply, null);
    }

    private Timestamp ExpiresAt(ReplayFold fold)
    {
        Timestamp standing = Context.ExpiryOf(Context.Now, 0);
        return fold.State.ExpiresAt > standing ? fold.State.ExpiresAt : standing;
    }
}
