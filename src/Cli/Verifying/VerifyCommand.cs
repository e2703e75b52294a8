using System.CommandLine;
using System.Globalization;
using ReplayGraph.Cli.Running;
using ReplayGraph.Embedded.Journal;

namespace ReplayGraph.Cli.Verifying;

/// <summary><c>replaygraph verify</c>.</summary>
internal sealed class VerifyCommand
{
    private readonly Surroundings _around;
    private readonly Option<string?> _data = new("--data")
    {
        Description = "The data folder; a process that holds it may go on. [default: ./data]",
        HelpName = "FOLDER",
    };

    private VerifyCommand(Surroundings around) => _around = around;

    /// <summary>The command.</summary>
    internal static Command Build(Surroundings around)
    {
        var verify = new VerifyCommand(around);
        var command = new Command("verify", """
            Checks the journal of a data folder end to end: every frame and every checksum. Changes nothing.

            Exit codes: 0 sound (an unfinished write at the end is none that anybody was told was kept); 1 damaged;
            2 no such folder, or it cannot be read; 3 a newer program wrote it.

            Examples:
              replaygraph verify
              replaygraph verify --data /var/lib/replaygraph
            """)
        {
            verify._data,
        };
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
                + "nobody was told that it was kept, and the next start cuts it off");
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
            return JournalVerifier.Verify(folder, cancel);
        }
        catch (JournalVersionException e)
        {
            throw new CannotUseException(e.Message, e);
        }
        catch (DirectoryNotFoundException)
        {
            throw new UsageException($"{folder}: no such folder");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(e.Message);
        }
    }
}
