using System.CommandLine;
using System.CommandLine.Parsing;
using ReplayGraph.Cli.Comparing;
using ReplayGraph.Cli.Generating;
using ReplayGraph.Cli.Importing;
using ReplayGraph.Cli.Lookups;
using ReplayGraph.Cli.Verifying;

namespace ReplayGraph.Cli.Running;

/// <summary>The program: its commands, and what its exit codes mean.</summary>
internal static class CommandLine
{
    // What was handed over before Ctrl-C is acknowledged first; a disk that hangs must not keep the process for ever.
    private static readonly TimeSpan _stopWithin = TimeSpan.FromSeconds(30);

    /// <summary>Runs a command line to its exit code.</summary>
    internal static async Task<int> RunAsync(IReadOnlyList<string> args, Surroundings around, CancellationToken cancel = default)
    {
        ParseResult parsed = Build(around).Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (ParseError error in parsed.Errors)
            {
                around.Error.WriteLine($"replaygraph: {error.Message}");
            }

            around.Error.WriteLine($"'replaygraph {Named(parsed)}--help' says more.");
            return ExitCode.Usage;
        }

        await using var output = new StreamWriter(around.Output, leaveOpen: true) { AutoFlush = true };
        try
        {
            return await parsed.InvokeAsync(
                new()
                {
                    Output = output,
                    Error = around.Error,
                    EnableDefaultExceptionHandler = false,
                    ProcessTerminationTimeout = _stopWithin,
                },
                cancel);
        }
        catch (UsageException e)
        {
            around.Error.WriteLine($"replaygraph: {e.Message}");
            return ExitCode.Usage;
        }
        catch (CannotUseException e)
        {
            around.Error.WriteLine($"replaygraph: {e.Message}");
            return ExitCode.CannotUse;
        }
        catch (OperationCanceledException)
        {
            around.Error.WriteLine("Stopped.");
            return ExitCode.Stopped;
        }
    }

    private static string Named(ParseResult parsed) =>
        parsed.CommandResult.Command is RootCommand ? "" : parsed.CommandResult.Command.Name + " ";

    private static RootCommand Build(Surroundings around) => new("Which session replays show what happened here? Facts in, replays out.")
    {
        ImportCommand.Build(around),
        LookupCommand.Build(around),
        GenerateCommand.Build(around),
        CompareCommand.Build(around),
        VerifyCommand.Build(around),
    };
}
