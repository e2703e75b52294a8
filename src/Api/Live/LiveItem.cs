using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Api.Live;

/// <summary>A replay as a stream compares it: what is not in the hash is not a change.</summary>
/// <param name="Id">The replay.</param>
/// <param name="Hash">A hash of the fields that matter, the same in every process.</param>
internal readonly record struct LiveItem(ReplayId Id, ulong Hash)
{
    /// <summary>From a link. A replay that only grows longer has not changed.</summary>
    internal static LiveItem Of(in Link link)
    {
        ChangeHash hash = Begin(link.ReplayId, link.Fate, link.StartedAt);
        hash.Add((ulong)link.Evidence);
        hash.Add((ulong)link.Events);
        hash.Add((ulong)link.FirstSeen.Milliseconds);
        hash.Add((ulong)link.LastSeen.Milliseconds);
        return new(link.ReplayId, hash.Value);
    }

    /// <summary>From a replay.</summary>
    internal static LiveItem Of(ReplayView replay) => new(replay.ReplayId, Begin(replay.ReplayId, replay.Fate, replay.StartedAt).Value);

    private static ChangeHash Begin(ReplayId id, Fate fate, Timestamp startedAt)
    {
        var hash = default(ChangeHash);
        hash.Add((ulong)(id.Value >> 64));
        hash.Add((ulong)id.Value);
        hash.Add((ulong)fate);
        hash.Add((ulong)startedAt.Milliseconds);
        return hash;
    }
}
