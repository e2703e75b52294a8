namespace ReplayGraph.Api.Live;

/// <summary>Reads a topic from the graph.</summary>
internal interface ILiveSource
{
    /// <summary>Reads the current state.</summary>
    /// <param name="last">The state that was read before; null at first. It is returned again if nothing can have changed.</param>
    ValueTask<LiveState> ReadAsync(LiveState? last);
}
