using System.Diagnostics;
using System.Globalization;

namespace ReplayGraph.Embedded.Tests.Crashes;

/// <summary>A running KillTarget, whose output is read as it arrives.</summary>
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

    /// <summary>The batches it acknowledged.</summary>
    internal List<int> Acknowledged { get; } = [];

    /// <summary>True once it reported that it stopped.</summary>
    internal bool HasStopped { get; private set; }

    /// <summary>Reads until it has begun and acknowledged that many batches; fewer if it exits first.</summary>
    internal async Task ReadAsync(int lines)
    {
        for (int read = -1; read < lines && await _process.StandardOutput.ReadLineAsync() is { } line; read++)
        {
            Take(line);
        }
    }

    /// <summary>Requests a graceful stop.</summary>
    internal void Stop()
    {
        _process.StandardInput.WriteLine("stop");
        _process.StandardInput.Flush();
    }

    /// <summary>Kills it immediately.</summary>
    internal void Kill() => _process.Kill();

    /// <summary>Reads its remaining output and waits for it to exit.</summary>
    /// <returns>Its standard error.</returns>
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

    // The last line may be truncated, and ReadLine hides a missing newline. A truncated batch number is still a number, so a line counts
    // only if it names a batch that can be in flight; see KillTests.
    private void Take(string line)
    {
        HasStopped |= line == "stopped";
        if (int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out int number))
        {
            Acknowledged.Add(number);
        }
    }
}
