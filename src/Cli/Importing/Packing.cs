namespace ReplayGraph.Cli.Importing;

/// <summary>How an input is compressed.</summary>
internal enum Packing
{
    None,

    /// <summary>Gzip, RFC 1952.</summary>
    Gzip,

    /// <summary>Zstandard, RFC 8878.</summary>
    Zstandard,
}
