using System.CommandLine;
using System.CommandLine.Help;
using ReplayGraph.Cli.Comparing;
using ReplayGraph.Cli.Generating;
using ReplayGraph.Cli.Help;
using ReplayGraph.Cli.Importing;
using ReplayGraph.Cli.Lookups;
using ReplayGraph.Cli.Parsing;
using ReplayGraph.Cli.Running;
using ReplayGraph.Cli.Verifying;

namespace ReplayGraph.Cli;

/// <summary>The program: its commands and exit codes.</summary>
internal static class CommandLine
{
    // Transaction names may start with '@', so they must not be read as response files.
    private static readonly ParserConfiguration _parsing = new() { ResponseFileTokenReplacer = null, EnablePosixBundling = false };

    /// <summary>Runs a command line and returns the exit code.</summary>
    internal static async Task<int> RunAsync(IReadOnlyList<string> args, CliEnvironment environment, CancellationToken cancel = default)
    {
        try
        {
            RootCommand root = Build(environment);
            ParseResult parsed = root.Parse(args, _parsing);
            return parsed.Action is { ClearsParseErrors: true } || IsUnderstood(root, parsed, args, environment.Error)
                ? await InvokeAsync(parsed, environment, cancel)
                : CliExitCode.Usage;
        }
        catch (InvalidOperationException) when (args is [['[', ..], ..])
        {
            // The library cannot complete after '--option='; the terminal then completes file names.
            return CliExitCode.Done;
        }
        catch (BrokenPipeException)
        {
            return CliExitCode.Done;
        }
        catch (UsageException e)
        {
            environment.Error.WriteLine($"replaygraph: {e.Message}");
            return CliExitCode.Usage;
        }
        catch (CannotUseException e)
        {
            environment.Error.WriteLine($"replaygraph: {e.Message}");
            return CliExitCode.CannotUse;
        }
        catch (OperationCanceledException)
        {
            environment.Error.WriteLine("Stopped.");
            return CliExitCode.Stopped;
        }
        catch (Exception e)
        {
            InternalError.Write(environment.Error, e);
            return CliExitCode.InternalError;
        }
    }

    private static async Task<int> InvokeAsync(ParseResult parsed, CliEnvironment environment, CancellationToken cancel)
    {
        using var interrupts = new Interrupts(environment, cancel);
        await using var output = new StreamWriter(environment.Output, leaveOpen: true) { AutoFlush = true };
        return await parsed.InvokeAsync(
            new()
            {
                Output = output,
                Error = environment.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            },
            interrupts.Token);
    }

    private static bool IsUnderstood(RootCommand root, ParseResult parsed, IReadOnlyList<string> args, TextWriter error)
    {
        Command command = parsed.CommandResult.Command;
        bool isAlone = args.Count == (command == root ? 0 : 1);
        if (isAlone && command is not DocumentedCommand { WorksAlone: true })
        {
            new HelpPage(error, columns: 0).WriteShort(command, root);
            return false;
        }

        IReadOnlyList<string> mistakes = UsageErrors.Find(parsed, args);
        foreach (string mistake in mistakes)
        {
            error.WriteLine($"replaygraph: {mistake}");
        }

        if (mistakes.Count > 0)
        {
            error.WriteLine($"Run 'replaygraph {(command == root ? "" : command.Name + " ")}--help' for more.");
        }

        return mistakes.Count == 0;
    }

    private static RootCommand Build(CliEnvironment environment)
    {
        var root = new RootCommand("Finds the session replays that show what happened")
        {
            ImportCommand.Build(environment),
            LookupCommand.Build(environment),
            GenerateCommand.Build(environment),
            CompareCommand.Build(environment),
            VerifyCommand.Build(environment),
        };
        root.Add(HelpCommand.Build(root, environment));
        HelpOption help = root.Options.OfType<HelpOption>().Single();
        help.Aliases.Clear();
        help.Aliases.Add("-h");
        help.Description = "Shows this help.";
        help.Action = new Help.HelpAction(environment);
        root.Options.OfType<VersionOption>().Single().Description = "Shows the version.";
        return root;
    }
}
