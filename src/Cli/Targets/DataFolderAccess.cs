using System.Globalization;
using ReplayGraph.Cli.Running;
using ReplayGraph.Embedded;
using ReplayGraph.Embedded.Journal;

namespace ReplayGraph.Cli.Targets;

/// <summary>Opens data folders and reports what they hold on the error stream.</summary>
internal static class DataFolderAccess
{
    // Reading more takes long enough that users expect a message.
    private const long LargeJournal = 64 << 20;

    /// <summary>The journal files of a folder.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    internal static IEnumerable<FileInfo> Journal(string folder) => new DirectoryInfo(folder).EnumerateFiles("journal-*.log");

    /// <summary>Opens an existing folder, without creating one.</summary>
    /// <exception cref="CannotUseException">The folder cannot be opened, or has no journal.</exception>
    internal static async Task<EmbeddedGraph> OpenExistingAsync(
        string folder, int retentionDays, CliEnvironment environment, CancellationToken cancel)
    {
        bool isEmpty;
        try
        {
            isEmpty = !Journal(folder).Any();
        }
        catch (Exception e) when (FileErrors.Is(e))
        {
            throw new CannotUseException($"{folder}: {FileErrors.OfFolder(folder, e)}", e);
        }

        return isEmpty
            ? throw new CannotUseException($"{folder}: this folder has no journal; 'replaygraph import' creates one")
            : await OpenAsync(folder, retentionDays, environment, isQuiet: false, cancel);
    }

    /// <summary>Opens a folder, which it creates if needed.</summary>
    /// <exception cref="CannotUseException">The folder cannot be opened.</exception>
    internal static Task<EmbeddedGraph> OpenAsync(
        string folder, int retentionDays, CliEnvironment environment, bool isQuiet, CancellationToken cancel) =>
        // A stop need not wait until a large journal is read.
        Task.Run(() => Open(folder, retentionDays, environment, isQuiet), CancellationToken.None).WaitAsync(cancel);

    private static EmbeddedGraph Open(string folder, int retentionDays, CliEnvironment environment, bool isQuiet)
    {
        try
        {
            long bytes = Directory.Exists(folder) ? Journal(folder).Sum(file => file.Length) : 0;
            if (bytes >= LargeJournal && !isQuiet)
            {
                environment.Error.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"{folder}: reading {bytes >> 20:N0} MiB of journal"));
            }

            EmbeddedGraph graph = EmbeddedGraph.Open(new() { Folder = folder, RetentionDays = retentionDays }, environment.Time);
            Report(folder, graph.Opened, environment.Error, isQuiet);
            return graph;
        }
        catch (DataFolderInUseException e)
        {
            throw new CannotUseException($"{e.Message}. If that is a server, name it with --server instead.", e);
        }
        catch (Exception e) when (e is JournalDamagedException or JournalVersionException)
        {
            throw new CannotUseException(e.Message, e);
        }
        catch (Exception e) when (FileErrors.Is(e))
        {
            throw new CannotUseException($"{folder}: {FileErrors.OfFolder(folder, e)}", e);
        }
    }

    private static void Report(string folder, OpenReport opened, TextWriter error, bool isQuiet)
    {
        if (opened.Facts > 0 && !isQuiet)
        {
            error.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{folder}: {opened.Facts:N0} facts read in {opened.Took.TotalSeconds:N1} s"));
        }

        if (opened.Torn is { } torn)
        {
            error.WriteLine(
                $"{folder}: truncated an unfinished write at the end, which was never acknowledged: "
                + $"{torn.Bytes} bytes of {torn.File} from offset {torn.Offset}");
        }
    }
}
