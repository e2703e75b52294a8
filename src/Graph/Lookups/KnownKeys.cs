using ReplayGraph.Links;

namespace ReplayGraph.Lookups;

/// <summary>Distinguishes unknown keys from keys without a replay.</summary>
internal sealed class KnownKeys<TView>(TView view, IReadOnlySet<ProjectId>? visible, CancellationToken cancel)
    where TView : struct, IGraphView
{
    /// <summary>When the mention that made a key known expires.</summary>
    internal Timestamp FirstExpiry { get; private set; } = new(long.MaxValue);

    /// <summary>Whether an unexpired fact that the caller may see mentions one of the keys.</summary>
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

    private bool IsKnown(in NodeKey key) => key.Kind is NodeKind.Issue or NodeKind.Transaction
        ? IsMentioned(view.LinksOf(key)?.Mentions)
        : new OwnEvents<TView>(view, new() { Visible = visible }).Any(key, cancel);

    private bool IsMentioned(Mentions? mentions)
    {
        if (mentions?.ExpiresAt(visible, view.Expiry) is not { } expiry || expiry <= view.Expiry.Now)
        {
            return false;
        }

        FirstExpiry = expiry < FirstExpiry ? expiry : FirstExpiry;
        return true;
    }
}
