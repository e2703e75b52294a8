namespace ReplayGraph.Intake.Envelopes;

/// <summary>One item: the type that its header names, and its bytes.</summary>
internal readonly record struct EnvelopeItem(string Type, ReadOnlyMemory<byte> Payload)
{
    /// <summary>Where the payload begins in the envelope.</summary>
    internal required int Start { get; init; }

    /// <summary>Whether the header says how long it is; one that does not ends with its line.</summary>
    internal bool HasLength { get; init; }

    /// <summary>How many items there are in a container, as the header says; null: it does not.</summary>
    internal long? ItemCount { get; init; }
}
