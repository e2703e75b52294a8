using ReplayGraph.Embedded.Journal;

namespace ReplayGraph.Spooling;

/// <summary>Successive frames of the spool: either all are too old, or none is.</summary>
/// <param name="Frames">The frames, in the order of their arrival.</param>
/// <param name="End">The position after them.</param>
/// <param name="IsTooOld">Whether they have waited too long.</param>
internal sealed record SpoolWindow(IReadOnlyList<JournalFrame> Frames, JournalPosition End, bool IsTooOld)
{
    internal long Facts => Frames.Sum(frame => (long)frame.Count);
}
