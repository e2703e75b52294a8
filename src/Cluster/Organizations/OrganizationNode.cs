using ReplayGraph.Facts;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Cluster.Store;

namespace ReplayGraph.Cluster.Organizations;

/// <summary>An organization's shell: load, step, persist, tell every silo, reply. One call at a time.</summary>
public sealed class OrganizationNode(NodeId id, NodeContext context, INodes nodes) : LogBackedNode<OrganizationFacts>(id, context)
{
    // Kept for good: the log of an organization outlives what it speaks of.
    private static readonly Timestamp _never = new(long.MaxValue);

    /// <summary>Takes rare facts in.</summary>
    public async ValueTask<OrganizationReply> DecideAsync(OrganizationCommand mail, CancellationToken cancel = default)
    {
        OrganizationReply reply = await StepAsync(facts => Step(facts, mail), cancel);

        // Also if all was known: whoever told it may have failed to hear that everybody knows.
        await nodes.AnnounceAsync(new Announcement(Id.Organization) { Version = NextVersion - 1 }, cancel);
        return reply;
    }

    /// <inheritdoc/>
    protected override OrganizationFacts Empty() => new();

    /// <inheritdoc/>
    protected override Timestamp Fold(OrganizationFacts state, byte[] entry, long version)
    {
        state.Take(entry, version);
        return default;
    }

    private (OrganizationReply Reply, NodeWrite? Write) Step(OrganizationFacts facts, OrganizationCommand mail)
    {
        var news = new FactWriter(256);
        List<Source> sources = [.. mail.Sources.Where(facts.Take)];
        int accepted = 0, duplicates = 0;
        foreach (FactSlice fact in FactSlice.Of(mail.Facts))
        {
            if (facts.Take(fact.Bytes))
            {
                accepted++;
                news.Raw(fact.Bytes.Span);
            }
            else
            {
                duplicates++;
            }
        }

        var reply = new OrganizationReply(accepted, duplicates);
        return accepted + sources.Count == 0
            ? (reply, null)
            : (reply, new NodeWrite(Id, default, OrganizationEntry.Write(news.Written.Span, sources), _never) { IsKept = true });
    }
}
