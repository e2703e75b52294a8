using System.CommandLine;

namespace ReplayGraph.Cli.Help;

/// <summary>A command and what its page of help says beside its options.</summary>
/// <param name="name">The name.</param>
/// <param name="summary">One line, for the list of commands.</param>
internal sealed class DocumentedCommand(string name, string summary) : Command(name, summary)
{
    private readonly List<OptionGroup> _groups = [];

    /// <summary>Command lines that work.</summary>
    internal required IReadOnlyList<string> Examples { get; init; }

    /// <summary>Paragraphs that explain it, with a blank line between them.</summary>
    internal string Notes { get; init; } = "";

    /// <summary>What its exit codes mean.</summary>
    internal IReadOnlyList<(int Code, string Meaning)> ExitCodes { get; init; } = [];

    /// <summary>Whether it can do something if nothing but its name is given.</summary>
    internal bool WorksAlone { get; init; }

    /// <summary>Its options, as they belong together.</summary>
    internal IReadOnlyList<OptionGroup> Groups => _groups;

    /// <summary>Adds options that belong together.</summary>
    internal void AddGroup(string title, params IReadOnlyList<Option> options)
    {
        _groups.Add(new(title, options));
        foreach (Option option in options)
        {
            Add(option);
        }
    }
}

/// <summary>Options that belong together.</summary>
internal sealed record OptionGroup(string Title, IReadOnlyList<Option> Options);
