using System.ComponentModel;
using System.Diagnostics;

namespace ReplayGraph.Chaos.Servers;

/// <summary>Runs system commands.</summary>
public static class SystemCommand
{
    /// <summary>Runs a command that must succeed.</summary>
    /// <exception cref="InvalidOperationException">The command failed or does not exist; the message states the reason.</exception>
    public static async Task RunAsync(string command, params string[] arguments)
    {
        var start = new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using Process process = Process.Start(start)!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string text = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            if (process.ExitCode != 0)
            {
                throw new InvalidOperationException($"{command} {string.Join(' ', arguments)}: {text}{await errors}".TrimEnd());
            }
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException($"{command}: {e.Message}", e);
        }
    }

    /// <summary>Runs a command and ignores its result.</summary>
    public static async Task TryAsync(string command, params string[] arguments)
    {
        try
        {
            await RunAsync(command, arguments);
        }
        catch (InvalidOperationException)
        {
            // The result is ignored.
        }
    }
}
