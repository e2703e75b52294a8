using System.CommandLine;

namespace ReplayGraph.Cli.Help;

/// <summary>A command with the contents of its help page.</summary>
/// <param name="name">The name.</param>
/// <param name="summary">One line for the list of commands.</param>
internal sealed class DocumentedCommand(string name, string summary) : Command(name, summary)
{
    private readonly List<OptionGroup> _groups = [];

    /// <summary>Example command lines.</summary>
    internal required IReadOnlyList<string> Examples { get; init; }

    /// <summary>Paragraphs of explanation, separated by blank lines.</summary>
    internal string Notes { get; init; } = "";

    /// <summary>The meanings of its exit codes.</summary>
    internal IReadOnlyList<(int Code, string Meaning)> ExitCodes { get; init; } = [];

    /// <summary>Whether it runs without arguments or options.</summary>
    internal bool WorksAlone { get; init; }

    /// <summary>Its options, in groups.</summary>
    internal IReadOnlyList<OptionGroup> Groups => _groups;

    /// <summary>Adds a group of options.</summary>
    internal void AddGroup(string title, params IReadOnlyList<Option> options)
    {
        _groups.Add(new(title, options));
        foreach (Option option in options)
        {
            Add(option);
        }
    }
}

/// <summary>A group of options on the help page.</summary>
internal sealed record OptionGroup(string Title, IReadOnlyList<Option> Options);
