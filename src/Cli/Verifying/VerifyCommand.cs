using System.CommandLine;
using System.Globalization;
using ReplayGraph.Cli.Help;
using ReplayGraph.Cli.Parsing;
using ReplayGraph.Cli.Running;
using ReplayGraph.Embedded.Journal;

namespace ReplayGraph.Cli.Verifying;

/// <summary><c>replaygraph verify</c>.</summary>
internal sealed class VerifyCommand
{
    private readonly CliEnvironment _around;
    private readonly Option<string?> _data = new("--data")
    {
        Description = "The data folder; a process that holds it can go on. [default: ./data]",
        HelpName = "folder",
    };

    private VerifyCommand(CliEnvironment around) => _around = around;

    /// <summary>The command.</summary>
    internal static Command Build(CliEnvironment around)
    {
        var verify = new VerifyCommand(around);
        var command = new DocumentedCommand("verify", "Checks the journal of a data folder")
        {
            Examples =
            [
                "replaygraph verify",
                "replaygraph verify --data /var/lib/replaygraph",
            ],
            Notes = """
                It reads every frame, compares every checksum, and changes nothing. An unfinished write at the end is sound: it was never
                acknowledged, and the next start cuts it off.

                It prints names and values with a tab between them.
                """,
            ExitCodes =
            [
                (ExitCode.Done, "The journal is sound."),
                (ExitCode.No, "The journal is damaged; file and offset are printed."),
                (ExitCode.Usage, "The command line is wrong, or there is no journal to read."),
                (ExitCode.CannotUse, "A newer program wrote the journal."),
                (ExitCode.Stopped, "Stopped by Ctrl-C."),
            ],
            WorksAlone = true,
        };
        command.AddGroup("Options", verify._data);
        command.SetAction((parsed, cancel) => Task.Run(() => verify.Run(parsed, cancel), CancellationToken.None));
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken cancel)
    {
        string folder = parsed.GetValue(_data) ?? _around.DefaultData;
        JournalVerdict verdict = Verify(folder, cancel);
        using var output = new StreamWriter(_around.Output, leaveOpen: true) { NewLine = "\n" };
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"segments\t{verdict.Segments}\nframes\t{verdict.Frames}\nfacts\t{verdict.Facts}\nbytes\t{verdict.Bytes}"));
        if (verdict.Torn is { } torn)
        {
            output.WriteLine($"torn\t{torn.File}\t{torn.Offset}\t{torn.Bytes}");
            _around.Error.WriteLine(
                $"{torn.File}, offset {torn.Offset}: an unfinished write of {torn.Bytes} bytes at the end ({torn.Reason}); "
                + "it was never acknowledged, and the next start cuts it off");
        }

        if (verdict.Damage is { } damage)
        {
            output.WriteLine($"damage\t{damage.File}\t{damage.Offset}");
            _around.Error.WriteLine(damage.Message);
        }

        _around.Error.WriteLine(verdict.IsSound ? $"{folder}: sound" : $"{folder}: DAMAGED; the counts are those before the damage");
        return verdict.IsSound ? ExitCode.Done : ExitCode.No;
    }

    private static JournalVerdict Verify(string folder, CancellationToken cancel)
    {
        try
        {
            return DataFolderAccess.Journal(folder).Any()
                ? JournalVerifier.Verify(folder, cancel)
                : throw new UsageException($"{folder}: there is no journal in this folder");
        }
        catch (JournalVersionException e)
        {
            throw new CannotUseException(e.Message, e);
        }
        catch (Exception e) when (FileTrouble.Is(e))
        {
            throw new UsageException($"{folder}: {FileTrouble.OfFolder(folder, e)}");
        }
    }
}
