using System.CommandLine;

namespace ReplayGraph.Cli.Help;

/// <summary>A command with the contents of its help page.</summary>
/// <param name="name">The name.</param>
/// <param name="summary">One line for the list of commands.</param>
internal sealed class DocumentedCommand(string name, string summary) : Command(name, summary)
{
    private readonly List<OptionGroup> _groups = [];

    internal required IReadOnlyList<string> Examples { get; init; }

    /// <summary>Paragraphs of explanation, separated by blank lines.</summary>
    internal string Notes { get; init; } = "";

    internal IReadOnlyList<(int Code, string Meaning)> ExitCodes { get; init; } = [];

    /// <summary>Whether it runs without arguments or options.</summary>
    internal bool WorksAlone { get; init; }

    internal IReadOnlyList<OptionGroup> Groups => _groups;

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
