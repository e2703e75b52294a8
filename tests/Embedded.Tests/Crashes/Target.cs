using System.Diagnostics;
using System.Globalization;

namespace ReplayGraph.Embedded.Tests.Crashes;

/// <summary>A running KillTarget: what it says is read as it comes.</summary>
internal sealed class Target : IDisposable
{
    private readonly Process _process;

    internal Target(string folder, int seed, IEnumerable<int> first)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string program = Path.Combine(AppContext.BaseDirectory, "ReplayGraph.KillTarget.dll");
        foreach (string argument in new[] { program, folder, $"{seed}" }.Concat(first.Select(number => $"{number}")))
        {
            start.ArgumentList.Add(argument);
        }

        _process = Process.Start(start)!;
    }

    /// <summary>The batches that it acknowledged.</summary>
    internal List<int> Acknowledged { get; } = [];

    /// <summary>True once it said that it stopped.</summary>
    internal bool HasStopped { get; private set; }

    /// <summary>Reads until it has opened the folder and acknowledged so many; less if it ends before.</summary>
    internal async Task ReadAsync(int lines)
    {
        for (int read = -1; read < lines && await _process.StandardOutput.ReadLineAsync() is { } line; read++)
        {
            Take(line);
        }
    }

    /// <summary>Asks it to stop.</summary>
    internal void Stop()
    {
        _process.StandardInput.WriteLine("stop");
        _process.StandardInput.Flush();
    }

    /// <summary>Kills it where it stands.</summary>
    internal void Kill() => _process.Kill();

    /// <summary>Reads what it still said, and waits for its end.</summary>
    /// <returns>What it said on stderr.</returns>
    internal async Task<string> EndAsync()
    {
        await ReadAsync(int.MaxValue - 1);
        string errors = await _process.StandardError.ReadToEndAsync();
        await _process.WaitForExitAsync();
        return errors;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    // A last line may be cut short: the newline says that it is whole, and ReadLine hides whether it was there. A batch number that lost
    // its end would still be one, so a killed target's line counts only if it names a batch that can be under way: see KillTests.
    private void Take(string line)
    {
        HasStopped |= line == "stopped";
        if (int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out int number))
        {
            Acknowledged.Add(number);
        }
    }
}
