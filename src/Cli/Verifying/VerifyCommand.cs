using System.CommandLine;
using System.Globalization;
using ReplayGraph.Cli.Help;
using ReplayGraph.Cli.Parsing;
using ReplayGraph.Cli.Running;
using ReplayGraph.Cli.Targets;
using ReplayGraph.Embedded.Journal;

namespace ReplayGraph.Cli.Verifying;

/// <summary><c>replaygraph verify</c>.</summary>
internal sealed class VerifyCommand
{
    private readonly CliEnvironment _environment;
    private readonly Option<string?> _data = new("--data")
    {
        Description = "The data folder; another process may be using it. [default: ./data]",
        HelpName = "folder",
    };

    private VerifyCommand(CliEnvironment environment) => _environment = environment;

    internal static Command Build(CliEnvironment environment)
    {
        var verify = new VerifyCommand(environment);
        var command = new DocumentedCommand("verify", "Checks the journal of a data folder")
        {
            Examples =
            [
                "replaygraph verify",
                "replaygraph verify --data /var/lib/replaygraph",
            ],
            Notes = """
                Reads every frame, checks every checksum, and changes nothing. An unfinished write at the end is not damage: it was never
                acknowledged, and the next start truncates it.

                Prints tab-separated names and values.
                """,
            ExitCodes =
            [
                (CliExitCode.Done, "The journal is sound."),
                (CliExitCode.No, "The journal is damaged; file and offset are printed."),
                (CliExitCode.Usage, "The command line is invalid, or there is no journal to read."),
                (CliExitCode.CannotUse, "A newer version wrote the journal."),
                (CliExitCode.Stopped, "Stopped by Ctrl-C."),
            ],
            WorksAlone = true,
        };
        command.AddGroup("Options", verify._data);
        command.SetAction((parsed, cancel) => Task.Run(() => verify.Run(parsed, cancel), CancellationToken.None));
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken cancel)
    {
        string folder = parsed.GetValue(_data) ?? _environment.DefaultData;
        JournalVerdict verdict = Verify(folder, cancel);
        using var output = new StreamWriter(_environment.Output, leaveOpen: true) { NewLine = "\n" };
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"segments\t{verdict.Segments}\nframes\t{verdict.Frames}\nfacts\t{verdict.Facts}\nbytes\t{verdict.Bytes}"));
        if (verdict.Torn is { } torn)
        {
            output.WriteLine($"torn\t{torn.File}\t{torn.Offset}\t{torn.Bytes}");
            _environment.Error.WriteLine(
                $"{torn.File}, offset {torn.Offset}: an unfinished write of {torn.Bytes} bytes at the end ({torn.Reason}); "
                + "it was never acknowledged, and the next start truncates it");
        }

        if (verdict.Damage is { } damage)
        {
            output.WriteLine($"damage\t{damage.File}\t{damage.Offset}");
            _environment.Error.WriteLine(damage.Message);
        }

        _environment.Error.WriteLine(verdict.IsSound ? $"{folder}: sound" : $"{folder}: DAMAGED; the counts are those before the damage");
        return verdict.IsSound ? CliExitCode.Done : CliExitCode.No;
    }

    private static JournalVerdict Verify(string folder, CancellationToken cancel)
    {
        try
        {
            return DataFolderAccess.Journal(folder).Any()
                ? JournalVerifier.Verify(folder, cancel)
                : throw new UsageException($"{folder}: this folder has no journal");
        }
        catch (JournalVersionException e)
        {
            throw new CannotUseException(e.Message, e);
        }
        catch (Exception e) when (FileErrors.Is(e))
        {
            throw new UsageException($"{folder}: {FileErrors.OfFolder(folder, e)}");
        }
    }
}
