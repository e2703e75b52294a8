using ReplayGraph.Cli.Parsing;
using ReplayGraph.Cli.Running;
using ReplayGraph.Cli.Targets;

namespace ReplayGraph.Cli.Importing;

/// <summary>Finds what is behind the names of inputs.</summary>
internal static class ImportSources
{
    /// <summary>Looks at all inputs before anything is written.</summary>
    /// <exception cref="UsageException">One of them cannot be imported.</exception>
    internal static async Task CheckAsync(IReadOnlyList<InputName> inputs, CancellationToken cancel)
    {
        if (inputs.Count(input => input.IsStandardInput) > 1)
        {
            throw new UsageException("'-' can be named only once: standard input ends once");
        }

        foreach (InputName input in inputs.Where(input => !input.IsStandardInput))
        {
            try
            {
                await CheckAsync(input, cancel);
            }
            catch (Exception e) when (FileErrors.Is(e))
            {
                throw new UsageException($"{input}: {ImportFailure.Trouble(input, e)}");
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
                $"{input}: this folder holds no journal; to import the files in it, name them: {Path.Join(input.Path, "*")}");
        }
    }
}
