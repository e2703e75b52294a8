namespace ReplayGraph.Fuzz.Targets;

/// <summary>What the inputs of a target are, for those who change them.</summary>
internal enum Shape
{
    /// <summary>Bytes of a format of its own.</summary>
    Bytes,

    /// <summary>Text.</summary>
    Text,

    /// <summary>One JSON document.</summary>
    Json,

    /// <summary>Lines, most of them JSON documents.</summary>
    Lines,
}
