using ReplayGraph.Grains.Descriptions;
using ReplayGraph.Cluster.Messages;

namespace ReplayGraph.Grains.Events;

/// <summary>An event: who lists it. Touched by listings and lookups, not by each event that comes in.</summary>
[Alias("replaygraph.event")]
public interface IEventGrain : IGrainWithStringKey
{
    /// <summary>Takes in who lists it, and answers where to tell that.</summary>
    [Alias("List")]
    ValueTask<EventReply> ListAsync(EventCommand command, CancellationToken cancel = default);

    /// <summary>Who lists it, and where it was joined.</summary>
    [Alias("View")]
    ValueTask<EventReply> ViewAsync(CancellationToken cancel = default);

    /// <summary>Its edges, for people to read. The dashboard looks for this name.</summary>
    [Alias("GetState")]
    Task<NodeDescription> GetState();
}
