using ReplayGraph.Links;

namespace ReplayGraph.Embedded.Lookups;

/// <summary>Takes what a scan finds: the observations that answer a key and passed the filter, each with a replay that it is linked with.</summary>
internal abstract class PairSink
{
    /// <summary>An observation and a replay.</summary>
    /// <param name="replay">The replay's number.</param>
    /// <param name="evidence">All evidence.</param>
    /// <param name="time">When the event happened, in ms.</param>
    /// <param name="row">The observation's row.</param>
    internal abstract void Take(int replay, Evidence evidence, long time, uint row);

    /// <summary>A replay that lists a trace or an event that has not come.</summary>
    internal abstract void TakeEmpty(int replay, Evidence evidence);
}
