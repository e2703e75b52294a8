using ReplayGraph.Links;

namespace ReplayGraph.Traces;

/// <summary>
/// Receives the messages of a trace's step. They may be delivered later, more than once and in another order: they carry state, not
/// changes.
/// </summary>
public interface IOutbox
{
    /// <summary>Whether messages of earlier steps may still be on their way, so that a step that relies on them repeats them.</summary>
    bool MayBeBehind { get; }

    /// <summary>To the observation's issue and transaction: it is linked with the replay by this evidence, at least.</summary>
    /// <param name="observation">The observation.</param>
    /// <param name="row">Its row.</param>
    /// <param name="replay">The replay; none with <see cref="Evidence.Shared"/>.</param>
    /// <param name="evidence">The evidence.</param>
    /// <param name="again">Whether an earlier step has sent the message.</param>
    void Contribute(in Observation observation, RowRef row, ReplayRef replay, Evidence evidence, bool again);

    /// <summary>To the observation's issue and transaction: the row is withdrawn, whatever else arrived or will arrive about it.</summary>
    void Withdraw(in Observation observation, RowRef row);

    /// <summary>To the observation's issue and transaction: an event that may have linked it as a sibling is withdrawn.</summary>
    void Recheck(in Observation observation);

    /// <summary>To the replay: an observation of this trace names it.</summary>
    void Name(ReplayRef replay, RowRef row);
}
