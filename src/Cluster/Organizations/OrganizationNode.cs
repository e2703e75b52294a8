using ReplayGraph.Cluster.Caches;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Logs;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Facts;

namespace ReplayGraph.Cluster.Organizations;

/// <summary>
/// An organization: its changes are announced to every silo before the reply. Decisions that arrive while others are written and announced
/// share the next write and announcement. Calls may interleave, on a scheduler that runs one turn at a time.
/// </summary>
public sealed class OrganizationNode : ILogFold<OrganizationFacts>
{
    // A single command may have more.
    private const int BatchBytes = 1 << 20;

    // Never expires: rare facts apply to data that arrives later.
    private static readonly Timestamp _never = new(long.MaxValue);

    private readonly NodeId _id;
    private readonly INodes _nodes;
    private readonly LogBackedNodes<OrganizationFacts> _log;
    private readonly Queue<Decision> _waiting = [];
    private bool _isDeciding;

    /// <summary>A node that is not loaded yet.</summary>
    public OrganizationNode(NodeId id, NodeContext context, INodes nodes) => (_id, _nodes, _log) = (id, nodes, new(context, this));

    /// <summary>Adds rare facts.</summary>
    /// <exception cref="GraphException">The outcome is unknown; transient.</exception>
    public async ValueTask<OrganizationReply> DecideAsync(OrganizationCommand command, CancellationToken cancel = default)
    {
        var decision = new Decision(command);
        _waiting.Enqueue(decision);
        if (!_isDeciding)
        {
            _ = DecideAsync();
        }

        return await decision.WaitAsync(cancel);
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

    // A caller that cancels does not take the others' decisions with it.
    private async Task DecideAsync()
    {
        _isDeciding = true;
        while (_waiting.Count > 0)
        {
            List<Decision> batch = NextBatch();
            try
            {
                long version = await _log.StepAsync(_id, node => Step(node, batch), CancellationToken.None);

                // Even if nothing was new: the first announcement may have failed.
                await _nodes.AnnounceAsync(new Announcement(_id.Organization) { Version = version }, CancellationToken.None);
                batch.ForEach(decision => decision.Answer());
            }
            catch (Exception failure)
            {
                batch.ForEach(decision => decision.Fail(failure));
            }
        }

        _isDeciding = false;
    }

    private List<Decision> NextBatch()
    {
        List<Decision> batch = [_waiting.Dequeue()];
        for (int bytes = batch[0].Bytes; _waiting.TryPeek(out Decision? next) && bytes + next.Bytes <= BatchBytes; bytes += next.Bytes)
        {
            batch.Add(_waiting.Dequeue());
        }

        return batch;
    }

    private (long Version, NodeWrite? Write) Step(LoadedNode<OrganizationFacts> node, List<Decision> batch)
    {
        var added = new FactWriter(256);
        List<Source> sources = [];
        bool isNew = false;
        foreach (Decision decision in batch)
        {
            isNew |= decision.Step(node.State, added, sources);
        }

        return isNew
            ? (node.Version.Number + 1, new(_id, node.Version, OrganizationEntry.Write(added.Written.Span, sources), _never) { IsKept = true })
            : (node.Version.Number, null);
    }
}
