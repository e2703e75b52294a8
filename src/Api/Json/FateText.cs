using System.Diagnostics;
using ReplayGraph.Links;

namespace ReplayGraph.Api.Json;

/// <summary>The names of fates as UTF-8, for the writer of link pages.</summary>
internal static class FateText
{
    internal static ReadOnlySpan<byte> Of(Fate fate) => fate switch
    {
        Fate.Pending => "pending"u8,
        Fate.Partial => "partial"u8,
        Fate.Live => "live"u8,
        Fate.Archived => "archived"u8,
        Fate.Deleted => "deleted"u8,
        Fate.Expired => "expired"u8,
        _ => throw new UnreachableException(),
    };
}
