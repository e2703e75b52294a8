using ReplayGraph.Cli.Parsing;

namespace ReplayGraph.Cli.Importing;

/// <summary>A format that is known and not read.</summary>
/// <param name="Name">The format's name.</param>
/// <param name="Unpack">The command that writes what is in a file, whose name comes last, to standard output.</param>
internal sealed record UnsupportedFormat(string Name, string Unpack)
{
    /// <summary>Whether the command cannot read a pipe.</summary>
    internal bool NeedsFile { get; init; }

    /// <summary>Refuses an input, and says how to import it all the same.</summary>
    internal UsageException Refusal(InputName input)
    {
        string unpacked = $"{(input.IsFile ? $"{Unpack} {input.Path}" : $"{input.Pipe} | {Unpack} -")} | replaygraph import -";
        string remedy = NeedsFile && !input.IsFile ? "unpack it to files, and import those" : $"use: {unpacked}";
        return new($"{input}: cannot read {Name}; {remedy}");
    }
}
