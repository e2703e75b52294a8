using ReplayGraph.Embedded;
using ReplayGraph.Embedded.Journal;

namespace ReplayGraph.Cli.Running;

/// <summary>Opens data folders, and says on the error stream what was found.</summary>
internal static class DataFolderAccess
{
    /// <summary>Opens a folder.</summary>
    /// <exception cref="CannotUseException">It cannot be opened.</exception>
    internal static EmbeddedGraph Open(string folder, int retentionDays, Surroundings around)
    {
        try
        {
            EmbeddedGraph graph = EmbeddedGraph.Open(new() { Folder = folder, RetentionDays = retentionDays }, around.Time);
            if (graph.Opened is { Facts: > 0 } opened)
            {
                around.Error.WriteLine($"{folder}: {opened.Facts:N0} facts read in {opened.Took.TotalSeconds:N1} s");
            }

            if (graph.Opened.Torn is { } torn)
            {
                around.Error.WriteLine(
                    $"{folder}: an unfinished write at the end was cut off, of which nobody was told that it was kept: "
                    + $"{torn.Bytes} bytes of {torn.File} from offset {torn.Offset}");
            }

            return graph;
        }
        catch (DataFolderInUseException e)
        {
            throw new CannotUseException($"{e.Message}. If that is a server, name it with --server instead.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Of a damaged journal the message says which file and where.
            throw new CannotUseException(e.Message, e);
        }
    }
}

/// <summary>The data folder or the server cannot be used; the message says why.</summary>
internal sealed class CannotUseException(string message, Exception? inner = null) : Exception(message, inner);
