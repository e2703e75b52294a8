using System.Diagnostics;
using ReplayGraph.Links;

namespace ReplayGraph.Api.Json;

/// <summary>The names of enum values in answers and parameters.</summary>
internal static class EnumText
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

    internal static string Of(NodeKind kind) => kind switch
    {
        NodeKind.Event => "event",
        NodeKind.Trace => "trace",
        NodeKind.Issue => "issue",
        NodeKind.Transaction => "transaction",
        NodeKind.Replay => "replay",
        _ => throw new UnreachableException(),
    };

    internal static FateSet FateSetOf(ReadOnlySpan<char> word) => word switch
    {
        "pending" => FateSet.Pending,
        "partial" => FateSet.Partial,
        "live" => FateSet.Live,
        "archived" => FateSet.Archived,
        "deleted" => FateSet.Deleted,
        "expired" => FateSet.Expired,
        "any" => FateSet.Any,
        _ => FateSet.None,
    };

    internal static NodeKind NodeKindOf(ReadOnlySpan<char> word) => word switch
    {
        "event" => NodeKind.Event,
        "trace" => NodeKind.Trace,
        "issue" => NodeKind.Issue,
        "transaction" => NodeKind.Transaction,
        "replay" => NodeKind.Replay,
        _ => default,
    };
}
