using ReplayGraph.Links;

namespace ReplayGraph.Traces;

/// <summary>
/// Receives the messages of a trace's step. They may be delivered later, more than once and in another order: they carry state, not
/// changes.
/// </summary>
public interface IOutbox
{
    /// <summary>To the observation's issue and transaction: it is linked with the replay by this evidence, at least.</summary>
    void Contribute(in Observation observation, RowRef row, ReplayRef replay, Evidence evidence);

    /// <summary>To the observation's issue and transaction: the row is withdrawn, whatever else arrived or will arrive about it.</summary>
    void Withdraw(in Observation observation, RowRef row);

    /// <summary>To the replay: an observation of this trace names it.</summary>
    void Name(ReplayRef replay, RowRef row);
}
