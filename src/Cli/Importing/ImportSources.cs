using ReplayGraph.Cli.Parsing;
using ReplayGraph.Cli.Running;
using ReplayGraph.Cli.Targets;

namespace ReplayGraph.Cli.Importing;

/// <summary>Opens inputs by name.</summary>
internal static class ImportSources
{
    /// <summary>Checks all inputs before anything is written.</summary>
    /// <exception cref="UsageException">An input cannot be imported.</exception>
    internal static async Task CheckAsync(IReadOnlyList<InputName> inputs, CancellationToken cancel)
    {
        if (inputs.Count(input => input.IsStandardInput) > 1)
        {
            throw new UsageException("'-' can be given only once: standard input cannot be read twice");
        }

        foreach (InputName input in inputs.Where(input => !input.IsStandardInput))
        {
            try
            {
                await CheckAsync(input, cancel);
            }
            catch (Exception e) when (FileErrors.Is(e))
            {
                throw new UsageException($"{input}: {ImportFailure.Describe(input, e)}");
            }
        }
    }

    /// <summary>Opens an input.</summary>
    internal static async Task<IImportSource> OpenAsync(
        InputName input, OrganizationId from, CliEnvironment environment, CancellationToken cancel) => Directory.Exists(input.Path)
        ? JournalSource.Open(input.Path, from)
        : await ImportInput.OpenAsync(input, environment.Input, environment.Time, cancel);

    private static async Task CheckAsync(InputName input, CancellationToken cancel)
    {
        if (!Directory.Exists(input.Path))
        {
            await ImportInput.CheckAsync(input, cancel);
        }
        else if (!DataFolderAccess.Journal(input.Path).Any())
        {
            throw new UsageException(
                $"{input}: this folder has no journal; to import the files in it, name them: {Path.Join(input.Path, "*")}");
        }
    }
}
