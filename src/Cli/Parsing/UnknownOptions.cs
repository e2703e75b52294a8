using System.CommandLine;
using ReplayGraph.Shared;

namespace ReplayGraph.Cli.Parsing;

/// <summary>
/// Finds arguments that look like options but are not options of the command. The parser takes them for file names, or for the value of the
/// preceding option.
/// </summary>
internal static class UnknownOptions
{
    /// <summary>One message for each, in order.</summary>
    internal static IEnumerable<string> Find(RootCommand root, Command chosen, IReadOnlyList<string> args)
    {
        Command at = root;
        for (int i = 0; i < args.Count && args[i] != "--"; i++)
        {
            if (at.Subcommands.FirstOrDefault(command => command.Name == args[i]) is { } command)
            {
                at = command;
                continue;
            }

            if (!LooksLikeOne(args[i]))
            {
                continue;
            }

            (string name, bool hasValue) = Split(args[i]);
            if (Known(root, at, name) is not { } option)
            {
                yield return Unknown(name, root, at, chosen);
            }
            else if (hasValue && option.Arity.MaximumNumberOfValues == 0)
            {
                yield return $"'{name}' takes no value";
            }
            else if (!hasValue && option.Arity.MinimumNumberOfValues > 0 && ++i < args.Count && IsLong(args[i]))
            {
                yield return $"'{name}' needs a value; if it is '{args[i]}', write '{name}={args[i]}'";
            }
        }
    }

    private static IEnumerable<string> NamesFor(RootCommand root, Command command) =>
        OptionsOf(root, command).Where(option => !option.Hidden).Select(option => option.Name);

    private static string Unknown(string name, RootCommand root, Command at, Command chosen) =>
        at != chosen && Known(root, chosen, name) is not null
            ? $"'{name}' goes after the command: replaygraph {chosen.Name} {name}"
            : $"unknown option '{name}'{Nearest.Question(name, NamesFor(root, chosen))}";

    private static Option? Known(RootCommand root, Command command, string name) =>
        OptionsOf(root, command).FirstOrDefault(option => option.Name == name || option.Aliases.Contains(name));

    private static IEnumerable<Option> OptionsOf(RootCommand root, Command command) =>
        command == root ? root.Options : command.Options.Concat(root.Options.Where(option => option.Recursive));

    // '-' is standard input, '-5' a number.
    private static bool LooksLikeOne(string word) => IsLong(word) || (word.Length > 1 && word[0] == '-' && !char.IsAsciiDigit(word[1]));

    private static bool IsLong(string word) => word.Length > 2 && word.StartsWith("--", StringComparison.Ordinal);

    private static (string Name, bool HasValue) Split(string word)
    {
        int end = word.AsSpan().IndexOfAny('=', ':');
        return end < 0 ? (word, false) : (word[..end], true);
    }
}
