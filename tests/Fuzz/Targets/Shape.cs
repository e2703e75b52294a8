namespace ReplayGraph.Fuzz.Targets;

/// <summary>The shape of inputs, which selects the mutations.</summary>
internal enum Shape
{
    /// <summary>A binary format.</summary>
    Bytes,

    /// <summary>Text.</summary>
    Text,

    /// <summary>One JSON document.</summary>
    Json,

    /// <summary>Lines, most of them JSON documents.</summary>
    Lines,
}
