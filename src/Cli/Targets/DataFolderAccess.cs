using System.Globalization;
using ReplayGraph.Cli.Running;
using ReplayGraph.Embedded;
using ReplayGraph.Embedded.Journal;

namespace ReplayGraph.Cli.Targets;

/// <summary>Opens data folders, and says on the error stream what was found.</summary>
internal static class DataFolderAccess
{
    // Reading more than that takes longer than people wait without a word.
    private const long LargeJournal = 64 << 20;

    /// <summary>The files of a folder's journal.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    internal static IEnumerable<FileInfo> Journal(string folder) => new DirectoryInfo(folder).EnumerateFiles("journal-*.log");

    /// <summary>Opens a folder to read what is in it: nothing is made where there is nothing.</summary>
    /// <exception cref="CannotUseException">It cannot be opened, or holds no journal.</exception>
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
            ? throw new CannotUseException($"{folder}: this folder holds no journal; 'replaygraph import' writes one")
            : await OpenAsync(folder, retentionDays, environment, isQuiet: false, cancel);
    }

    /// <summary>Opens a folder; makes it if it is not there.</summary>
    /// <exception cref="CannotUseException">It cannot be opened.</exception>
    internal static Task<EmbeddedGraph> OpenAsync(
        string folder, int retentionDays, CliEnvironment environment, bool isQuiet, CancellationToken cancel) =>
        // Whoever stops the program need not wait until a large journal is read.
        Task.Run(() => Open(folder, retentionDays, environment, isQuiet), CancellationToken.None).WaitAsync(cancel);

    private static EmbeddedGraph Open(string folder, int retentionDays, CliEnvironment environment, bool isQuiet)
    {
        try
        {
            long bytes = Directory.Exists(folder) ? Journal(folder).Sum(file => file.Length) : 0;
            if (bytes >= LargeJournal && !isQuiet)
            {
                environment.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{folder}: reading {bytes >> 20:N0} MiB of journal"));
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
                $"{folder}: cut off an unfinished write at the end, which was never acknowledged: "
                + $"{torn.Bytes} bytes of {torn.File} from offset {torn.Offset}");
        }
    }
}
