using System.CommandLine;
using ReplayGraph.Cli.Running;

namespace ReplayGraph.Cli.Help;

/// <summary>Writes help pages, full or short.</summary>
/// <param name="to">Receives the page.</param>
/// <param name="columns">The columns of the terminal; 0 if unknown.</param>
internal sealed class HelpPage(TextWriter to, int columns)
{
    private const string Program = "replaygraph";

    private readonly int _width = Fit(columns);
    private readonly TwoColumns _columns = new(to, Fit(columns));

    /// <summary>Writes a full page.</summary>
    internal void Write(Command command, RootCommand root)
    {
        if (command is DocumentedCommand documented)
        {
            WriteStart(documented);
            _columns.Write("Arguments", [.. command.Arguments.Select(one => (Shown(one), one.Description ?? ""))]);
            foreach (OptionGroup group in documented.Groups)
            {
                _columns.Write(group.Title, [.. group.Options.Select(Row)]);
            }

            _columns.Write("Help", [.. root.Options.Where(option => option.Recursive).Select(Row)]);
            WriteNotes(documented.Notes);
            _columns.Write("Exit codes", [.. documented.ExitCodes.Select(one => ($"{one.Code}", one.Meaning))]);
            return;
        }

        WriteStart(root);
        _columns.Write("Options", [.. root.Options.Where(option => !option.Hidden).Select(Row)]);
        _columns.Write("Environment", [
            ("REPLAYGRAPH_TOKEN", "The token for the server, if neither --token nor --token-file is given."),
            (InternalError.DebugVariable, "If set, internal errors show their stack trace."),
        ]);
        WriteHint();
    }

    /// <summary>Writes a short page, which points to the full one.</summary>
    internal void WriteShort(Command command, RootCommand root)
    {
        if (command is DocumentedCommand documented)
        {
            WriteStart(documented);
            to.WriteLine();
            to.WriteLine($"'{Program} {command.Name} --help' shows all options.");
            return;
        }

        WriteStart(root);
        WriteHint();
    }

    // Shorter lines break at every other word; longer ones are hard to read.
    private static int Fit(int columns) => columns <= 0 ? 80 : Math.Clamp(columns, 60, 110);

    private static string Shown(Argument argument) => $"<{argument.Name}>{(argument.Arity.MaximumNumberOfValues > 1 ? "..." : "")}";

    private static (string Names, string Text) Row(Option option)
    {
        string names = string.Join(", ", option.Aliases.Append(option.Name));
        string value = option.Arity.MaximumNumberOfValues > 0 && option.HelpName is { } name ? $" <{name}>" : "";
        string otherwise = option.HasDefaultValue && option.ValueType != typeof(bool)
            ? $" [default: {option.GetDefaultValue()?.ToString()?.ToLowerInvariant()}]"
            : "";
        return (names + value, option.Description + otherwise);
    }

    private void WriteStart(DocumentedCommand command)
    {
        string arguments = string.Concat(command.Arguments.Select(argument => " " + Shown(argument)));
        string options = command.Groups.Count > 0 ? " [options]" : "";
        to.WriteLine($"{command.Description}.");
        to.WriteLine();
        to.WriteLine($"Usage: {Program} {command.Name}{arguments}{options}");
        WriteExamples(command.Examples);
    }

    private void WriteStart(RootCommand root)
    {
        to.WriteLine($"{root.Description}.");
        to.WriteLine();
        to.WriteLine($"Usage: {Program} <command> [options]");
        _columns.Write("Commands", [.. root.Subcommands.Select(one => (one.Name, one.Description ?? ""))]);
        WriteExamples(["replaygraph generate 20000 | replaygraph import -", "replaygraph lookup --issue 4000000017"]);
    }

    private void WriteExamples(IReadOnlyList<string> examples)
    {
        to.WriteLine();
        to.WriteLine("Examples:");
        foreach (string example in examples)
        {
            to.WriteLine($"  {example}");
        }
    }

    private void WriteNotes(string notes)
    {
        foreach (string paragraph in notes.Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            to.WriteLine();
            foreach (string line in TwoColumns.Wrap(paragraph, _width))
            {
                to.WriteLine(line);
            }
        }
    }

    private void WriteHint()
    {
        to.WriteLine();
        to.WriteLine($"'{Program} <command> --help' explains a command.");
    }
}
