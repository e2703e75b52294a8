using ReplayGraph.Links;

namespace ReplayGraph.Traces;

/// <summary>
/// Where a trace's step puts its messages. They may be delivered later, more than once and in another order: what they say is state,
/// never a change of it.
/// </summary>
public interface IOutbox
{
    /// <summary>To the observation's issue and transaction: it is linked with the replay by this evidence, at least.</summary>
    void Contribute(in Observation observation, RowRef row, ReplayRef replay, Evidence evidence);

    /// <summary>To the observation's issue and transaction: this row is gone, whatever was or will be said of it.</summary>
    void Withdraw(in Observation observation, RowRef row);

    /// <summary>To the replay: an observation of this trace names it.</summary>
    void Name(ReplayRef replay, RowRef row);
}
