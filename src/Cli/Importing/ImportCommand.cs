using System.CommandLine;
using ReplayGraph.Cli.Running;
using ReplayGraph.Embedded;
using ReplayGraph.Embedded.Journal;

namespace ReplayGraph.Cli.Importing;

/// <summary><c>replaygraph import</c>.</summary>
internal sealed class ImportCommand
{
    private const int Shown = 20;

    private readonly Surroundings _around;
    private readonly TargetOptions _target = new();
    private readonly Argument<string[]> _files = new("FILE")
    {
        Description = "Files of lines, plain or gzip; - for standard input; data folders that no process holds.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<TimeWord?> _received = new("--received")
    {
        Description = "When the lines came in, for Sentry messages that carry no such time: ISO 8601, Unix seconds, or now.",
        HelpName = "TIME",
        CustomParser = TimeWords.Read,
    };

    private readonly Option<bool> _gzip = new("--gzip")
    {
        Description = "With a server: compress what is sent.",
    };

    private readonly Option<OrganizationId?> _fromOrganization = new("--from-org")
    {
        Description = "Of a data folder that is imported: whose facts. [default: the organization of --org]",
        HelpName = "SLUG",
        CustomParser = result => TargetOptions.ReadOrganization(result),
    };

    private ImportCommand(Surroundings around) => _around = around;

    /// <summary>The command.</summary>
    internal static Command Build(Surroundings around)
    {
        var import = new ImportCommand(around);
        var command = new Command("import", """
            Imports facts from files into a data folder (./data if none is named) or a running server.

            Lines are native facts, messages of Sentry's event stream or of its replay topic, in any mixture; each is told by itself.
            Importing a file again changes nothing, so whatever was stopped is resumed by running it again.

            A data folder is imported too, from its journal, one organization at a time: so the facts of one program move to another,
            and into a cluster. The folder is only read; the process that serves it must have ended.

            Exit codes: 0 all lines were taken; 1 some were refused; 2 a file or the command line cannot be understood;
            3 the data folder or the server cannot be used; 130 stopped.

            Examples:
              replaygraph import facts.ndjson
              zcat *.gz | replaygraph import - --data /var/lib/replaygraph
              replaygraph import events.ndjson.gz replays.ndjson --server http://localhost:5000
              replaygraph import /var/lib/replaygraph --from-org default --server https://replays.example --org acme
            """)
        {
            import._files,
            import._received,
            import._gzip,
            import._fromOrganization,
        };
        import._target.AddTo(command);
        command.SetAction(import.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        TargetChoice choice = _target.Read(parsed);
        string[] files = parsed.GetRequiredValue(_files);
        foreach (string file in files)
        {
            if (file != ImportInput.StandardInput && !File.Exists(file) && !Directory.Exists(file))
            {
                throw new UsageException($"{file}: no such file");
            }
        }

        OrganizationId from = parsed.GetValue(_fromOrganization) ?? choice.Organization;
        Timestamp received = parsed.GetValue(_received)?.At ?? Timestamp.From(_around.Time.GetUtcNow());
        if (choice.Server is not null)
        {
            if (parsed.GetValue(_received)?.At is not null)
            {
                throw new UsageException("--received: a server goes by its own clock; import into a data folder to set it");
            }

            using var server = new ServerClient(choice.Server, choice.Organization, choice.Token, _around);
            return await ImportAsync(files, from, new ServerTarget(server, parsed.GetValue(_gzip)), cancel);
        }

        string folder = choice.Data ?? _around.DefaultData;
        await using EmbeddedGraph graph = DataFolderAccess.Open(folder, choice.RetentionDays, _around);
        return await ImportAsync(files, from, new GraphTarget(graph, choice.Organization, received), cancel);
    }

    private async Task<int> ImportAsync(string[] files, OrganizationId from, IImportTarget target, CancellationToken cancel)
    {
        ImportCounts all = default;
        int shown = 0;
        foreach (string file in files)
        {
            ImportResult result = await ImportAsync(file, from, target, Shown - shown, cancel);
            shown += result.FirstRefused.Count;
            all += result.Counts;
            if (result.WasCancelled)
            {
                _around.Error.WriteLine($"Stopped. Acknowledged and kept: {ImportDisplay.Text(all)}. Run it again to go on.");
                return ExitCode.Stopped;
            }
        }

        if (files.Length > 1)
        {
            _around.Error.WriteLine($"All {files.Length} files: {ImportDisplay.Text(all)}");
        }

        return all.Refused == 0 ? ExitCode.Done : ExitCode.No;
    }

    private async Task<ImportResult> ImportAsync(
        string file, OrganizationId from, IImportTarget target, int keep, CancellationToken cancel)
    {
        var progress = new ImportProgress(keep);
        try
        {
            await using IImportSource input = Directory.Exists(file)
                ? JournalSource.Open(file, from)
                : await ImportInput.OpenAsync(file, _around.Input, cancel);
            var display = new ImportDisplay(_around, input, progress);
            Task<ImportResult> work = FileImport.RunAsync(input.ReadAsync, target, progress, cancel);
            await display.ShowAsync(work);
            ImportResult result = await work;
            Report(file, result.FirstRefused, result.Counts.Refused);
            foreach (string note in result.WasCancelled ? [] : input.Notes)
            {
                _around.Error.WriteLine(note);
            }

            _around.Error.WriteLine(display.Summary());
            return result;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return new(progress.Counts, progress.FirstRefused, WasCancelled: true);
        }
        catch (Exception e) when (e is GraphException or CannotUseException or DataFolderInUseException or JournalVersionException)
        {
            throw new CannotUseException($"{file}: {e.Message}. Acknowledged and kept: {ImportDisplay.Text(progress.Counts)}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new UsageException($"{file}: {e.Message}. Acknowledged and kept: {ImportDisplay.Text(progress.Counts)}");
        }
    }

    private void Report(string file, IReadOnlyList<RefusedLine> first, long count)
    {
        foreach (RefusedLine line in first)
        {
            _around.Error.WriteLine($"{file}:{line.Line}: {(line.Field.Length == 0 ? "" : line.Field + ": ")}{line.Error}");
        }

        if (count > first.Count)
        {
            _around.Error.WriteLine($"{file}: {count - first.Count} more lines were refused");
        }
    }
}
