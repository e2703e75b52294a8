using ReplayGraph.Cli.Parsing;

namespace ReplayGraph.Cli.Importing;

/// <summary>A known format that cannot be read.</summary>
/// <param name="Name">The name of the format.</param>
/// <param name="Unpack">The command that decompresses a file, named last, to standard output.</param>
internal sealed record UnsupportedFormat(string Name, string Unpack)
{
    /// <summary>Whether the command needs a file and cannot read a pipe.</summary>
    internal bool NeedsFile { get; init; }

    /// <summary>The error for an input, with the command line that imports it.</summary>
    internal UsageException Refusal(InputName input)
    {
        string unpacked = $"{(input.IsFile ? $"{Unpack} {input.Path}" : $"{input.Pipe} | {Unpack} -")} | replaygraph import -";
        string remedy = NeedsFile && !input.IsFile ? "unpack it and import the files" : $"use: {unpacked}";
        return new($"{input}: cannot read {Name}; {remedy}");
    }
}
