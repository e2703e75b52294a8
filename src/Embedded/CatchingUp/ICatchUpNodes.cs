using ReplayGraph.Embedded.Journal;
using ReplayGraph.Embedded.Nodes;

namespace ReplayGraph.Embedded.CatchingUp;

/// <summary>The nodes that catch up. All calls come from the applier's thread.</summary>
internal interface ICatchUpNodes
{
    /// <summary>Loads the snapshot, if there is one; returns where it stands in the journal.</summary>
    /// <param name="links">Adds links until <see cref="Finish"/>; null where the applier does.</param>
    JournalPosition Load(LinkBehind? links);

    /// <summary>Begins to decode a part of the journal.</summary>
    FactDecoder Decode(JournalPosition from, JournalPosition until);

    /// <summary>Applies decoded facts.</summary>
    void Apply(DecodedFacts facts);

    /// <summary>Makes room for that many times the facts so far.</summary>
    void Reserve(double times);

    /// <summary>Called once all are applied, and all links added.</summary>
    void Finish();
}
