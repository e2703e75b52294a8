namespace ReplayGraph.Cli.Importing;

/// <summary>The name of an input: the path of a file or folder, or <c>-</c> for standard input.</summary>
/// <param name="Path">The path as given.</param>
internal readonly record struct InputName(string Path)
{
    /// <summary>The compression that the bytes were unpacked from.</summary>
    internal Packing Inside { get; init; }

    internal bool IsStandardInput => Path == "-";

    /// <summary>Whether the bytes are those of a file, not unpacked.</summary>
    internal bool IsFile => !IsStandardInput && Inside == Packing.None;

    /// <summary>A command line that writes the bytes to a pipe.</summary>
    internal string Pipe
    {
        get
        {
            string unpack = Inside == Packing.Gzip ? "zcat" : "zstdcat";
            return (IsStandardInput, Inside) switch
            {
                (true, Packing.None) => "...",
                (true, _) => $"... | {unpack}",
                (false, Packing.None) => $"cat {Path}",
                _ => $"{unpack} {Path}",
            };
        }
    }

    public override string ToString() => IsStandardInput ? "standard input" : Path;
}
