using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Links;
using ReplayGraph.Replays;

namespace ReplayGraph.StoreSpec;

/// <summary>Nodes and writes for tests of stores.</summary>
public static class Sample
{
    /// <summary>An organization.</summary>
    public static OrganizationId Acme { get; } = OrganizationId.Parse("acme");

    /// <summary>Another organization.</summary>
    public static OrganizationId Other { get; } = OrganizationId.Parse("other");

    /// <summary>A time.</summary>
    public static Timestamp Now { get; } = Timestamp.From(new(2026, 11, 20, 10, 0, 0, TimeSpan.Zero));

    /// <summary>The default expiry of writes.</summary>
    public static Timestamp Expiry { get; } = Now.Plus(TimeSpan.FromDays(90));

    /// <summary>A trace's node.</summary>
    public static NodeId Trace(ulong id) => NodeId.Of(Acme, new TraceId(id));

    /// <summary>An issue's node.</summary>
    public static NodeId Issue(long id) => NodeId.Of(Acme, new IssueId(id));

    /// <summary>A replay's node.</summary>
    public static NodeId Replay(ulong id) => NodeId.Of(Acme, new ReplayId(id));

    /// <summary>A write.</summary>
    public static NodeWrite Write(NodeId node, NodeVersion read, params byte[] entry) =>
        new(node, read, entry, Expiry) { IsKept = node.Type == NodeType.Organization };

    /// <summary>A replay's row.</summary>
    public static ReplayRow Row(ulong id, long version, int segments, Timestamp? expiresAt = null) =>
        ReplayRow.Of(new(id), version, new ReplaySummary { Fate = Fate.Live, Segments = segments, ExpiresAt = expiresAt ?? Expiry });

    /// <summary>Bytes without repetition.</summary>
    public static byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    /// <summary>A node's whole log.</summary>
    public static async Task<NodeLog> LoadAsync(INodeStore store, NodeId node) => (await store.LoadAsync([node]))[0];

    /// <summary>Appends, with a retry after each conflict.</summary>
    public static async Task<NodeVersion> AppendAsync(INodeStore store, NodeId node, byte[] entry, IReadOnlyList<EventId>? events = null)
    {
        while (true)
        {
            NodeWrite write = Write(node, await store.VersionAsync(node), entry) with { Events = events ?? [] };
            if (await store.AppendAsync(write) is { } version)
            {
                return version;
            }
        }
    }
}
