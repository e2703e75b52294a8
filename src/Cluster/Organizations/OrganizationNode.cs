using ReplayGraph.Cluster.Caches;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Logs;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Facts;

namespace ReplayGraph.Cluster.Organizations;

/// <summary>An organization: its changes are announced to every silo before the reply. One call at a time.</summary>
public sealed class OrganizationNode : ILogFold<OrganizationFacts>
{
    // Never expires: rare facts apply to data that arrives later.
    private static readonly Timestamp _never = new(long.MaxValue);

    private readonly NodeId _id;
    private readonly INodes _nodes;
    private readonly LogBackedNodes<OrganizationFacts> _log;

    /// <summary>A node that is not loaded yet.</summary>
    public OrganizationNode(NodeId id, NodeContext context, INodes nodes) => (_id, _nodes, _log) = (id, nodes, new(context, this));

    /// <summary>Adds rare facts.</summary>
    /// <exception cref="GraphException">The outcome is unknown; transient.</exception>
    public async ValueTask<OrganizationReply> DecideAsync(OrganizationCommand command, CancellationToken cancel = default)
    {
        (OrganizationReply reply, long version) = await _log.StepAsync(_id, node => Step(node, command), cancel);

        // Even if nothing was new: the first announcement may have failed.
        await _nodes.AnnounceAsync(new Announcement(_id.Organization) { Version = version }, cancel);
        return reply;
    }

    /// <inheritdoc/>
    ValueTask<FoldedLog<OrganizationFacts>> ILogFold<OrganizationFacts>.FoldAsync(NodeId id, NodeLog log, CancellationToken cancel)
    {
        var facts = new OrganizationFacts();
        facts.Take(log);
        return new(new FoldedLog<OrganizationFacts>(facts));
    }

    /// <inheritdoc/>
    NodeWrite ILogFold<OrganizationFacts>.Merge(NodeId id, IReadOnlyList<byte[]> entries) =>
        new(id, default, OrganizationEntry.Merge(entries), _never) { IsKept = true };

    private ((OrganizationReply Reply, long Version) Reply, NodeWrite? Write) Step(
        LoadedNode<OrganizationFacts> node, OrganizationCommand command)
    {
        OrganizationFacts facts = node.State;
        var added = new FactWriter(256);
        List<Source> sources = [.. command.Sources.Where(facts.Take)];
        int accepted = 0, duplicates = 0;
        foreach (FactSlice fact in FactSlice.Of(command.Facts))
        {
            if (facts.Take(fact.Bytes))
            {
                accepted++;
                added.Raw(fact.Bytes.Span);
            }
            else
            {
                duplicates++;
            }
        }

        var reply = new OrganizationReply(accepted, duplicates);
        return accepted + sources.Count == 0
            ? ((reply, node.Version.Number), null)
            : ((reply, node.Version.Number + 1),
                new NodeWrite(_id, node.Version, OrganizationEntry.Write(added.Written.Span, sources), _never) { IsKept = true });
    }
}
