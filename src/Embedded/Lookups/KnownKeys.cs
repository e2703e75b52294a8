using System.Text;
using ReplayGraph.Embedded.Nodes;

namespace ReplayGraph.Embedded.Lookups;

/// <summary>Distinguishes unknown keys from keys without a replay.</summary>
internal readonly struct KnownKeys(
    OrganizationNodes nodes, IReadOnlySet<ProjectId>? visible, Timestamp now, CancellationToken cancel)
{
    /// <summary>Whether a fact that is kept, and that the caller may see, mentions one of the keys.</summary>
    internal bool Any(IReadOnlyList<NodeKey> keys)
    {
        foreach (NodeKey key in keys)
        {
            if (IsKnown(key))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsKnown(in NodeKey key) => key.Kind switch
    {
        NodeKind.Issue => IsKnown(nodes.FindIssue(key.Issue)?.Links),
        NodeKind.Transaction => nodes.Names.Find(Encoding.UTF8.GetBytes(key.Transaction)) is { } name
            && IsKnown(nodes.FindTransaction(name)),
        _ => new OwnEvents(nodes, new() { Visible = visible }, now).Any(key, cancel),
    };

    private bool IsKnown(LinkTable? links) => links?.Mentions.Expiry(visible, nodes.Retention) > now;
}
