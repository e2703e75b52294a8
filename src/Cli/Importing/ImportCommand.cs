using System.CommandLine;
using ReplayGraph.Cli.Help;
using ReplayGraph.Cli.Parsing;
using ReplayGraph.Cli.Running;
using ReplayGraph.Cli.Targets;
using ReplayGraph.Embedded;

namespace ReplayGraph.Cli.Importing;

/// <summary><c>replaygraph import</c>.</summary>
internal sealed class ImportCommand
{
    private readonly CliEnvironment _environment;
    private readonly TargetOptions _target = new();
    private readonly Argument<string[]> _files = new("file")
    {
        Description = "Files of lines (plain, gzip or Zstandard), - for standard input, or data folders that no process uses.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<TimeValue?> _received = new("--received")
    {
        Description = "When the lines were received, for Sentry messages without that time: ISO 8601, Unix seconds, or now. [default: now]",
        HelpName = "time",
        CustomParser = TimeParser.Read,
    };

    private readonly Option<bool> _gzip = new("--gzip")
    {
        Description = "With a server: compresses requests.",
        Arity = ArgumentArity.Zero,
    };

    private readonly Option<OrganizationId?> _fromOrganization = new("--from-org")
    {
        Description = "The organization to import from a data folder. [default: the organization of --org]",
        HelpName = "name",
        CustomParser = result => TargetOptions.ReadOrganization(result),
    };

    private readonly Option<bool> _quiet = new("--quiet", "-q")
    {
        Description = "Prints only rejected lines and errors.",
        Arity = ArgumentArity.Zero,
    };

    private ImportCommand(CliEnvironment environment) => _environment = environment;

    internal static Command Build(CliEnvironment environment)
    {
        var import = new ImportCommand(environment);
        var command = new DocumentedCommand("import", "Imports facts from files into a data folder or a running server")
        {
            Examples =
            [
                "replaygraph import facts.ndjson",
                "replaygraph import events.ndjson.gz --server http://localhost:5000",
                "bzcat *.bz2 | replaygraph import -",
                "replaygraph import /backup/data --data ./data --from-org default --org acme",
            ],
            Notes = """
                Without --data and --server it writes to the folder ./data, and creates it if needed.

                Each line is a native fact, or a message of Sentry's event stream or replay topic, in any mix. Importing a file again
                changes nothing: to continue after a stop, run the same command again.

                A data folder is imported from its journal, one organization at a time, to move facts to another folder or into a cluster.
                The process that serves the folder must have stopped; the import only reads it.
                """,
            ExitCodes = CliExitCode.Table("All lines were accepted.", "Some lines were rejected; the first twenty are printed."),
        };
        command.Add(import._files);
        command.AddGroup("Options", import._received, import._gzip, import._fromOrganization, import._quiet);
        import._target.AddTo(command);
        command.SetAction(import.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        TargetChoice choice = _target.Read(parsed);
        InputName[] inputs = [.. parsed.GetRequiredValue(_files).Select(file => new InputName(file))];
        var run = new ImportRun(_environment, inputs, parsed.GetValue(_fromOrganization) ?? choice.Organization, parsed.GetValue(_quiet));
        await ImportSources.CheckAsync(inputs, cancel);
        return choice.Server is { } address
            ? await IntoServerAsync(address, choice, parsed, run, cancel)
            : await IntoFolderAsync(choice.Data ?? _environment.DefaultData, choice, parsed, run, cancel);
    }

    private async Task<int> IntoServerAsync(
        Uri address, TargetChoice choice, ParseResult parsed, ImportRun run, CancellationToken cancel)
    {
        if (parsed.GetValue(_received)?.At is not null)
        {
            throw new UsageException("--received: a server uses its own clock; import into a data folder to set the time");
        }

        using var server = new ServerClient(address, choice.Organization, choice.Token, _environment);
        var target = new ServerTarget(server, parsed.GetValue(_gzip));
        return await run.RunAsync(target, $"the server at {address}, organization {choice.Organization}", cancel);
    }

    private async Task<int> IntoFolderAsync(
        string folder, TargetChoice choice, ParseResult parsed, ImportRun run, CancellationToken cancel)
    {
        if (run.Inputs.Any(input => Directory.Exists(input.Path) && Full(input.Path) == Full(folder)))
        {
            throw new UsageException($"{folder}: cannot import a folder into itself");
        }

        await using EmbeddedGraph graph = await DataFolderAccess.OpenAsync(folder, choice.RetentionDays, _environment, run.IsQuiet, cancel);
        Timestamp received = parsed.GetValue(_received)?.At ?? Timestamp.From(_environment.Time.GetUtcNow());
        var target = new GraphTarget(graph, choice.Organization, received);
        return await run.RunAsync(target, $"the data folder {folder}, organization {choice.Organization}", cancel);
    }

    private static string Full(string folder) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
}
