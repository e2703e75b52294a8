using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ReplayGraph.Cli.Tests.Running;

/// <summary>Ctrl-C, which cannot be sent to one process on Windows.</summary>
public sealed class InterruptTests
{
    // Less than the program gives itself: it must not end because it gave up waiting.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(25);

    [UnixFact]
    public async Task AnImportSaysWhatIsKept()
    {
        using var place = new Workplace();
        using Process import = CliProcess.Start("import", "-", "--data", place.Data);
        await import.StandardInput.WriteAsync(Samples.Errors(0, 20_000));
        await import.StandardInput.FlushAsync();
        // The first line: pieces have been taken, and the pipe stays open.
        Assert.Contains(" new", await import.StandardError.ReadLineAsync(), StringComparison.Ordinal);
        await CliProcess.InterruptAsync(import);

        // A process inherits it if whoever runs the tests ignores the signal, and then goes on.
        using var patience = new CancellationTokenSource(_patience);
        string error = await import.StandardError.ReadToEndAsync(patience.Token);
        await import.WaitForExitAsync(patience.Token);
        Assert.Equal(130, import.ExitCode);
        long kept = long.Parse(
            error.Split("Acknowledged and kept: ")[1].Split(' ')[0], NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
        Assert.InRange(kept, 1, 20_000);
        Ran verified = await place.RunAsync("verify");
        Assert.Contains($"facts\t{kept}\n", verified.Text, StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task ALookupGivesTheServerUp()
    {
        using var server = new SilentServer();
        using Process lookup = CliProcess.Start("lookup", "--issue", "1", "--server", server.Address);
        using var patience = new CancellationTokenSource(_patience);
        await server.IsAskedAsync(patience.Token);
        await CliProcess.InterruptAsync(lookup);
        Assert.Equal("Stopped.\n", await lookup.StandardError.ReadToEndAsync(patience.Token));
        await lookup.WaitForExitAsync(patience.Token);
        Assert.Equal(130, lookup.ExitCode);
    }

    [UnixFact]
    public async Task TheSecondEndsItAtOnce()
    {
        using var place = new Workplace();
        using var server = new SilentServer();
        using Process import = CliProcess.Start("import", place.Write("facts", Samples.Error(1)), "--server", server.Address);
        using var patience = new CancellationTokenSource(_patience);
        await server.IsAskedAsync(patience.Token);
        await CliProcess.InterruptAsync(import);
        string? line;
        do
        {
            line = await import.StandardError.ReadLineAsync(patience.Token);
        }
        while (line?.EndsWith("facts: stopping; press Ctrl-C again to exit immediately", StringComparison.Ordinal) == false);
        Assert.NotNull(line);
        await CliProcess.InterruptAsync(import);
        Assert.EndsWith(
            "Exited immediately; unacknowledged facts may be missing.\n",
            await import.StandardError.ReadToEndAsync(patience.Token),
            StringComparison.Ordinal);
        await import.WaitForExitAsync(patience.Token);
        Assert.Equal(130, import.ExitCode);
    }

    /// <summary>A server that takes requests and never answers.</summary>
    private sealed class SilentServer : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

        internal SilentServer() => _listener.Start();

        internal string Address => $"http://{_listener.LocalEndpoint}";

        public void Dispose() => _listener.Dispose();

        internal async Task IsAskedAsync(CancellationToken cancel)
        {
            Socket connection = await _listener.AcceptSocketAsync(cancel);
            Assert.NotEqual(0, await connection.ReceiveAsync(new byte[1], cancel));
        }
    }
}
