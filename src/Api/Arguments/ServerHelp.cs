using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using ReplayGraph.Api.Options;

namespace ReplayGraph.Api.Arguments;

/// <summary>The help of a server: its options and commands, and its configuration.</summary>
internal sealed class ServerHelp(HelpAction commandLine, OptionNames names) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        int exitCode = commandLine.Invoke(parseResult);
        if (parseResult.CommandResult.Command is RootCommand)
        {
            Write(parseResult.InvocationConfiguration.Output);
        }

        return exitCode;
    }

    private void Write(TextWriter output)
    {
        output.WriteLine("Configuration: --NAME VALUE, an environment variable NAME with '__' for ':', or appsettings.json:");
        int width = names.Max(name => name.Path.Length) + 2;
        foreach (OptionName name in names)
        {
            output.WriteLine($"  {OptionNames.Section}:{name.Path.PadRight(width)}{name.Meaning}");
        }

        output.WriteLine($"  {"Logging:..., Kestrel:...".PadRight(OptionNames.Section.Length + 1 + width)}ASP.NET's own");
    }
}
