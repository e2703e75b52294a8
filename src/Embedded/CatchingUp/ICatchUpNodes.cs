using ReplayGraph.Embedded.Journal;

namespace ReplayGraph.Embedded.CatchingUp;

/// <summary>The nodes that catch up. All calls come from the applier's thread.</summary>
internal interface ICatchUpNodes
{
    /// <summary>Loads the snapshot, if there is one; returns where it stands in the journal.</summary>
    JournalPosition Load();

    /// <summary>Begins to decode a part of the journal.</summary>
    FactDecoder Decode(JournalPosition from, JournalPosition until);

    /// <summary>Applies decoded facts.</summary>
    void Apply(DecodedFacts facts);

    /// <summary>Called once all are applied.</summary>
    void Finish();
}
