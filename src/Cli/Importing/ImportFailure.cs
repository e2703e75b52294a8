using ReplayGraph.Cli.Parsing;
using ReplayGraph.Cli.Running;
using ReplayGraph.Embedded.Journal;

namespace ReplayGraph.Cli.Importing;

/// <summary>What ends an import before its input does, as a sentence that also says what is kept.</summary>
internal static class ImportFailure
{
    /// <summary>The failure to report; null for a fault of the program.</summary>
    internal static Exception? Of(InputName input, Exception e, ImportCounts counts)
    {
        string kept = counts == default ? "" : $". Acknowledged and kept: {ImportDisplay.Text(counts)}";
        return e switch
        {
            CannotUseException => new CannotUseException(e.Message + kept, e),
            GraphException or DataFolderInUseException or JournalVersionException =>
                new CannotUseException($"{input}: {e.Message}{kept}", e),
            JournalDamagedException or InvalidDataException => new UsageException($"{input}: {e.Message.TrimEnd('.')}{kept}"),
            _ when FileErrors.Is(e) => new UsageException($"{input}: {Trouble(input, e)}{kept}"),
            _ => null,
        };
    }

    /// <summary>Why an input cannot be read.</summary>
    internal static string Trouble(InputName input, Exception e) =>
        Directory.Exists(input.Path) ? FileErrors.OfFolder(input.Path, e) : FileErrors.OfFile(input.Path, e);
}
