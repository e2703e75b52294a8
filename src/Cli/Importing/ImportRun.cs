using System.Globalization;
using ReplayGraph.Cli.Running;

namespace ReplayGraph.Cli.Importing;

/// <summary>Imports the inputs of a command and reports the outcome of each and of all.</summary>
/// <param name="environment">The streams, clock and terminal.</param>
/// <param name="inputs">The inputs.</param>
/// <param name="from">The organization to import from data folders.</param>
/// <param name="isQuiet">Whether to print only rejected lines and errors.</param>
internal sealed class ImportRun(CliEnvironment environment, IReadOnlyList<InputName> inputs, OrganizationId from, bool isQuiet)
{
    private const int Shown = 20;

    internal IReadOnlyList<InputName> Inputs { get; } = inputs;

    /// <summary>Whether to print only rejected lines and errors.</summary>
    internal bool IsQuiet { get; } = isQuiet;

    /// <summary>Imports the inputs, one after the other.</summary>
    /// <returns>The exit code.</returns>
    internal async Task<int> RunAsync(IImportTarget target, string place, CancellationToken cancel)
    {
        ImportCounts all = default;
        int shown = 0;
        foreach (InputName input in Inputs)
        {
            ImportResult result = await ImportAsync(input, target, Shown - shown, cancel);
            shown += result.FirstRejected.Count;
            all += result.Counts;
            if (result.WasCancelled)
            {
                environment.Error.WriteLine(
                    $"Stopped. Acknowledged and kept: {ImportDisplay.Text(all)}, in {place}. Run the command again to continue.");
                return CliExitCode.Stopped;
            }
        }

        if (!IsQuiet)
        {
            environment.Error.WriteLine(Inputs.Count > 1
                ? $"All {Inputs.Count} inputs: {ImportDisplay.Text(all)}; into {place}"
                : $"Imported into {place}");
        }

        return all.Rejected == 0 ? CliExitCode.Done : CliExitCode.No;
    }

    private async Task<ImportResult> ImportAsync(InputName input, IImportTarget target, int keep, CancellationToken cancel)
    {
        var progress = new ImportProgress(keep);
        try
        {
            bool isTyped = input.IsStandardInput && environment.IsInputTerminal;
            if (isTyped)
            {
                string end = OperatingSystem.IsWindows() ? "Ctrl-Z and Enter" : "Ctrl-D at the start of a line";
                environment.Error.WriteLine($"Reading facts from the terminal, one per line; press {end} to finish.");
            }

            await using IImportSource source = await ImportSources.OpenAsync(input, from, environment, cancel);
            var display = new ImportDisplay(environment, source, progress, isQuiet: IsQuiet || isTyped);
            Task<ImportResult> work = FileImport.RunAsync(source.ReadAsync, target, progress, cancel);
            await display.ShowAsync(work, cancel);
            ImportResult result = await work;
            Report(source.Name, result.FirstRejected, result.Counts.Rejected);
            foreach (string note in result.WasCancelled ? [] : source.Notes)
            {
                environment.Error.WriteLine(note);
            }

            if (!IsQuiet)
            {
                environment.Error.WriteLine(display.Summary());
            }

            return result;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return new(progress.Counts, progress.FirstRejected, WasCancelled: true);
        }
        catch (Exception e) when (ImportFailure.Of(input, e, progress.Counts) is { } failure)
        {
            throw failure;
        }
    }

    private void Report(string name, IReadOnlyList<RejectedLine> first, long count)
    {
        foreach (RejectedLine line in first)
        {
            environment.Error.WriteLine($"{name}:{line.Line}: {(line.Field.Length == 0 ? "" : line.Field + ": ")}{line.Error}");
        }

        if (count > first.Count)
        {
            environment.Error.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{name}: {count - first.Count:N0} more lines rejected"));
        }
    }
}
