using System.CommandLine;
using System.CommandLine.Parsing;
using ReplayGraph.Shared;

namespace ReplayGraph.Cli.Parsing;

/// <summary>Describes the errors of a command line in the user's terms.</summary>
internal static class UsageErrors
{
    /// <summary>One message for each error, without errors that follow from another.</summary>
    internal static IReadOnlyList<string> Find(ParseResult parsed, IReadOnlyList<string> args)
    {
        var root = (RootCommand)parsed.RootCommandResult.Command;
        Command command = parsed.CommandResult.Command;
        string[] options = [.. UnknownOptions.Find(root, command, args)];
        return options.Length > 0 ? options
            : parsed.UnmatchedTokens is [var word, ..] ? [Unexpected(root, command, word)]
            : [.. parsed.Errors.Select(Sentence).Distinct()];
    }

    private static string Unexpected(RootCommand root, Command command, string word) => command == root
        ? $"unknown command '{word}'{Nearest.Question(word, root.Subcommands.Select(one => one.Name))}"
        : command.Arguments.Count == 0
            ? $"unexpected argument '{word}'; '{command.Name}' takes only options"
            : $"unexpected argument '{word}'";

    private static string Sentence(ParseError error) => error.SymbolResult switch
    {
        CommandResult { Command: RootCommand } => "a command is required",
        ArgumentResult { Tokens.Count: 0, Argument.Name: var name } => $"<{name}> is missing",
        OptionResult { Tokens.Count: 0, Option: var option } => $"'{option.Name}' needs a value: {option.Name} <{option.HelpName}>",
        OptionResult { IdentifierTokenCount: > 1, Option: var option } when option.Arity.MaximumNumberOfValues == 1 =>
            $"'{option.Name}' can be given only once",
        _ => error.Message,
    };
}
