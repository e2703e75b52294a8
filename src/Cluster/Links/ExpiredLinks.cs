using ReplayGraph.Cluster.LinkTables;
using ReplayGraph.Facts;

namespace ReplayGraph.Cluster.Links;

/// <summary>Drops expired links from memory once half of the links have expired, so that each is copied once on average.</summary>
internal sealed class ExpiredLinks(NodeContext context)
{
    // Counting what has expired reads all links.
    private static readonly TimeSpan _interval = TimeSpan.FromHours(1);

    private Timestamp _next;

    /// <summary>The links; a copy without what has expired, if that is due.</summary>
    internal FoldedLinks Drop(FoldedLinks links)
    {
        Expiry expiry = context.Expiry;
        if (links.Rows.Length < context.DropExpiredAt || expiry.Now < _next)
        {
            return links;
        }

        _next = expiry.Now.Plus(_interval);
        return 2 * links.CountExpired(expiry) < links.Rows.Length ? links : links.WithoutExpired(expiry);
    }
}
