using ReplayGraph.Facts;

namespace ReplayGraph.Cluster.Messages;

/// <summary>The encoding of a listing in logs: event, replay, project.</summary>
internal static class Listings
{
    internal static void Write(FactWriter to, in Listed listed)
    {
        to.Id(listed.Event.Value);
        to.Id(listed.Replay.Value);
        to.Number((ulong)listed.Project.Value);
    }

    internal static Listed Read(ref FactReader from) => new(new(from.Id()), new(from.Id()), new((long)from.Number()));
}
