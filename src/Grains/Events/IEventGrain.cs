using ReplayGraph.Cluster.Messages;
using ReplayGraph.Grains.Descriptions;

namespace ReplayGraph.Grains.Events;

/// <summary>An event and the replays that list it. Only listings and lookups activate it, not each ingested event.</summary>
[Alias("replaygraph.event")]
public interface IEventGrain : IGrainWithStringKey
{
    /// <summary>Adds replays that list the event; returns the nodes that must be notified.</summary>
    [Alias("List")]
    ValueTask<EventReply> ListAsync(EventCommand command, CancellationToken cancel = default);

    /// <summary>The replays that list the event, and where it was observed.</summary>
    [Alias("View")]
    ValueTask<EventReply> ViewAsync(CancellationToken cancel = default);

    /// <summary>A description of its edges. The Orleans Dashboard looks for this method name.</summary>
    [Alias("GetState")]
    Task<NodeDescription> GetState();
}
