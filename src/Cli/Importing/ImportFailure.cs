using ReplayGraph.Cli.Parsing;
using ReplayGraph.Cli.Running;
using ReplayGraph.Embedded.Journal;

namespace ReplayGraph.Cli.Importing;

/// <summary>Turns an exception of an import into a message that includes what was kept.</summary>
internal static class ImportFailure
{
    /// <summary>The exception to report; null for an internal error.</summary>
    internal static Exception? Of(InputName input, Exception e, ImportCounts counts)
    {
        string kept = counts == default ? "" : $". Acknowledged and kept: {ImportDisplay.Text(counts)}";
        return e switch
        {
            CannotUseException => new CannotUseException(e.Message + kept, e),
            GraphException or DataFolderInUseException or JournalVersionException =>
                new CannotUseException($"{input}: {e.Message}{kept}", e),
            JournalDamagedException or InvalidDataException => new UsageException($"{input}: {e.Message.TrimEnd('.')}{kept}"),
            _ when FileErrors.Is(e) => new UsageException($"{input}: {Describe(input, e)}{kept}"),
            _ => null,
        };
    }

    /// <summary>Why an input cannot be read.</summary>
    internal static string Describe(InputName input, Exception e) =>
        Directory.Exists(input.Path) ? FileErrors.OfFolder(input.Path, e) : FileErrors.OfFile(input.Path, e);
}
