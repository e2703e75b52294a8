using System.CommandLine;
using ReplayGraph.Cli.Parsing;
using ReplayGraph.Cli.Running;
using ReplayGraph.Shared;

namespace ReplayGraph.Cli.Help;

/// <summary><c>replaygraph help</c>.</summary>
internal static class HelpCommand
{
    internal static Command Build(RootCommand root, CliEnvironment environment)
    {
        var name = new Argument<string?>("command")
        {
            Description = "The command to explain. [default: list all commands]",
            Arity = ArgumentArity.ZeroOrOne,
        };
        name.CompletionSources.Add(_ => Names(root));
        var command = new DocumentedCommand("help", "Explains a command")
        {
            Examples = ["replaygraph help import"],
            WorksAlone = true,
        };
        command.Add(name);
        command.SetAction(parsed =>
        {
            string? wanted = parsed.GetValue(name);
            Command found = wanted is null
                ? root
                : root.Subcommands.FirstOrDefault(one => one.Name == wanted)
                    ?? throw new UsageException($"unknown command '{wanted}'{Nearest.Question(wanted, Names(root))}");
            new HelpPage(parsed.InvocationConfiguration.Output, environment.Columns).Write(found, root);
            return CliExitCode.Done;
        });
        return command;
    }

    private static IEnumerable<string> Names(RootCommand root) => root.Subcommands.Select(one => one.Name);
}
