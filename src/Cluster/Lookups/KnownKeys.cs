using ReplayGraph.Cluster.Ids;

namespace ReplayGraph.Cluster.Lookups;

/// <summary>Distinguishes unknown keys from keys without a replay.</summary>
internal sealed class KnownKeys(Gathered gathered, IReadOnlySet<ProjectId>? visible, CancellationToken cancel)
{
    /// <summary>When a key that was known ceases to be, as far as mentions tell.</summary>
    internal Timestamp FirstExpiry { get; private set; } = new(long.MaxValue);

    /// <summary>Whether a fact that is kept, and that the caller may see, mentions one of the keys.</summary>
    internal bool Any(IEnumerable<NodeKey> keys) => keys.Any(IsKnown);

    private bool IsKnown(NodeKey key) => key.Kind switch
    {
        NodeKind.Issue => IsMentioned(NodeId.Of(gathered.Organization, key.Issue)),
        NodeKind.Transaction => IsMentioned(NodeId.OfTransaction(gathered.Organization, key.Transaction)),
        _ => new OwnEvents(gathered, new() { Visible = visible }).Any(key, cancel),
    };

    private bool IsMentioned(NodeId owner)
    {
        Timestamp? expiry = gathered.Links(owner)?.Table.Mentions.Expiry(visible, gathered.Moment.Retention);
        if (expiry is not { } at || at <= gathered.Moment.Now)
        {
            return false;
        }

        FirstExpiry = at < FirstExpiry ? at : FirstExpiry;
        return true;
    }
}
