namespace ReplayGraph.Intake.Envelopes;

/// <summary>One item of an envelope: its type and its bytes.</summary>
internal readonly record struct EnvelopeItem(string Type, ReadOnlyMemory<byte> Payload)
{
    /// <summary>The offset of the payload in the envelope.</summary>
    internal required int Start { get; init; }

    /// <summary>Whether the header has a length; without one the payload ends with its line.</summary>
    internal bool HasLength { get; init; }

    /// <summary>The number of items in a container according to its header, or null.</summary>
    internal long? ItemCount { get; init; }
}
