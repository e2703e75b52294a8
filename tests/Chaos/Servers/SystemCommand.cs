using System.ComponentModel;
using System.Diagnostics;

namespace ReplayGraph.Chaos.Servers;

/// <summary>Commands of the system.</summary>
public static class SystemCommand
{
    /// <summary>Runs one to its end, which must be a good one.</summary>
    /// <exception cref="InvalidOperationException">It was not, or there is no such command; says why.</exception>
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

    /// <summary>The same, where it does not matter how it ends.</summary>
    public static async Task TryAsync(string command, params string[] arguments)
    {
        try
        {
            await RunAsync(command, arguments);
        }
        catch (InvalidOperationException)
        {
            // There was nothing to do.
        }
    }
}
