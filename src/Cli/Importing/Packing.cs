namespace ReplayGraph.Cli.Importing;

/// <summary>How the lines of an input are packed.</summary>
internal enum Packing
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>As gzip, RFC 1952.</summary>
    Gzip,

    /// <summary>As Zstandard, RFC 8878.</summary>
    Zstandard,
}
