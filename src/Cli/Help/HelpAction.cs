using System.CommandLine;
using System.CommandLine.Invocation;
using ReplayGraph.Cli.Running;

namespace ReplayGraph.Cli.Help;

/// <summary>Shows the help page of the named command, whatever else is on the command line.</summary>
internal sealed class HelpAction(CliEnvironment environment) : SynchronousCommandLineAction
{
    public override bool Terminating => true;

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        Command command = parseResult.CommandResult.Command;
        new HelpPage(parseResult.InvocationConfiguration.Output, environment.Columns)
            .Write(command, (RootCommand)parseResult.RootCommandResult.Command);
        return CliExitCode.Done;
    }
}
