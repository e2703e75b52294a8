using System.CommandLine;
using System.Globalization;
using ReplayGraph.Cli.Help;
using ReplayGraph.Cli.Parsing;
using ReplayGraph.Cli.Running;
using ReplayGraph.Embedded;

namespace ReplayGraph.Cli.Importing;

/// <summary><c>replaygraph import</c>.</summary>
internal sealed class ImportCommand
{
    private const int Shown = 20;

    private readonly Surroundings _around;
    private readonly TargetOptions _target = new();
    private readonly Argument<string[]> _files = new("file")
    {
        Description = "Files of lines, plain, gzip or Zstandard; - for standard input; data folders that no process holds.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<TimeWord?> _received = new("--received")
    {
        Description = "When the lines came in, for Sentry messages that carry no such time: ISO 8601, Unix seconds, or now. [default: now]",
        HelpName = "time",
        CustomParser = TimeWords.Read,
    };

    private readonly Option<bool> _gzip = new("--gzip")
    {
        Description = "With a server: compresses what is sent.",
        Arity = ArgumentArity.Zero,
    };

    private readonly Option<OrganizationId?> _fromOrganization = new("--from-org")
    {
        Description = "When a data folder is imported: whose facts. [default: the organization of --org]",
        HelpName = "name",
        CustomParser = result => TargetOptions.ReadOrganization(result),
    };

    private readonly Option<bool> _quiet = new("--quiet", "-q")
    {
        Description = "Prints refused lines and errors only.",
        Arity = ArgumentArity.Zero,
    };

    private ImportCommand(Surroundings around) => _around = around;

    /// <summary>The command.</summary>
    internal static Command Build(Surroundings around)
    {
        var import = new ImportCommand(around);
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
                Without --data and --server it writes to the folder ./data, and makes it if it is not there.

                Each line is a native fact, or a message of Sentry's event stream or of its replay topic, in any mixture. Importing a file
                again changes nothing: run a command that was stopped once more, and it continues.

                A data folder is imported from its journal, one organization at a time. So facts move to another folder or into a cluster.
                The process that serves the folder must have ended; the folder is only read.
                """,
            ExitCodes = ExitCode.Table("All lines were taken.", "Some lines were refused; the first twenty are printed."),
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
        bool isQuiet = parsed.GetValue(_quiet);
        InputName[] inputs = [.. parsed.GetRequiredValue(_files).Select(file => new InputName(file))];
        OrganizationId from = parsed.GetValue(_fromOrganization) ?? choice.Organization;
        Timestamp? received = parsed.GetValue(_received)?.At;
        await ImportSources.CheckAsync(inputs, cancel);
        if (choice.Server is not null)
        {
            if (received is not null)
            {
                throw new UsageException("--received: a server goes by its own clock; import into a data folder to set it");
            }

            using var server = new ServerClient(choice.Server, choice.Organization, choice.Token, _around);
            var run = new ImportRun(
                new ServerTarget(server, parsed.GetValue(_gzip)), $"the server at {choice.Server}, organization {choice.Organization}", from, isQuiet);
            return await ImportAsync(inputs, run, cancel);
        }

        string folder = choice.Data ?? _around.DefaultData;
        if (inputs.Any(input => Directory.Exists(input.Path) && Full(input.Path) == Full(folder)))
        {
            throw new UsageException($"{folder}: this folder cannot be imported into itself");
        }

        await using EmbeddedGraph graph = await DataFolderAccess.OpenAsync(folder, choice.RetentionDays, _around, isQuiet, cancel);
        return await ImportAsync(
            inputs,
            new(
                new GraphTarget(graph, choice.Organization, received ?? Timestamp.From(_around.Time.GetUtcNow())),
                $"the data folder {folder}, organization {choice.Organization}",
                from,
                isQuiet),
            cancel);
    }

    private static string Full(string folder) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));

    private async Task<int> ImportAsync(InputName[] inputs, ImportRun run, CancellationToken cancel)
    {
        ImportCounts all = default;
        int shown = 0;
        foreach (InputName input in inputs)
        {
            ImportResult result = await ImportAsync(input, run, Shown - shown, cancel);
            shown += result.FirstRefused.Count;
            all += result.Counts;
            if (result.WasCancelled)
            {
                _around.Error.WriteLine(
                    $"Stopped. Acknowledged and kept: {ImportDisplay.Text(all)}, in {run.Place}. Run it again to continue.");
                return ExitCode.Stopped;
            }
        }

        if (!run.IsQuiet)
        {
            _around.Error.WriteLine(inputs.Length > 1
                ? $"All {inputs.Length} inputs: {ImportDisplay.Text(all)}; into {run.Place}"
                : $"Imported into {run.Place}");
        }

        return all.Refused == 0 ? ExitCode.Done : ExitCode.No;
    }

    private async Task<ImportResult> ImportAsync(InputName input, ImportRun run, int keep, CancellationToken cancel)
    {
        var progress = new ImportProgress(keep);
        try
        {
            bool isTyped = input.IsStandardInput && _around.IsInputTerminal;
            if (isTyped)
            {
                string end = OperatingSystem.IsWindows() ? "Ctrl-Z and Enter end" : "Ctrl-D at the start of a line ends";
                _around.Error.WriteLine($"Reading facts from the terminal, one on each line; {end} them.");
            }

            await using IImportSource source = await ImportSources.OpenAsync(input, run.From, _around, cancel);
            var display = new ImportDisplay(_around, source, progress, isQuiet: run.IsQuiet || isTyped);
            Task<ImportResult> work = FileImport.RunAsync(source.ReadAsync, run.Target, progress, cancel);
            await display.ShowAsync(work, cancel);
            ImportResult result = await work;
            Report(source.Name, result.FirstRefused, result.Counts.Refused);
            foreach (string note in result.WasCancelled ? [] : source.Notes)
            {
                _around.Error.WriteLine(note);
            }

            if (!run.IsQuiet)
            {
                _around.Error.WriteLine(display.Summary());
            }

            return result;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return new(progress.Counts, progress.FirstRefused, WasCancelled: true);
        }
        catch (Exception e) when (ImportFailure.Of(input, e, progress.Counts) is { } failure)
        {
            throw failure;
        }
    }

    private void Report(string name, IReadOnlyList<RefusedLine> first, long count)
    {
        foreach (RefusedLine line in first)
        {
            _around.Error.WriteLine($"{name}:{line.Line}: {(line.Field.Length == 0 ? "" : line.Field + ": ")}{line.Error}");
        }

        if (count > first.Count)
        {
            _around.Error.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{name}: {count - first.Count:N0} more lines were refused"));
        }
    }
}
