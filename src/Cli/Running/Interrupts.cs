using System.Runtime.InteropServices;

namespace ReplayGraph.Cli.Running;

/// <summary>
/// Handles Ctrl-C and requests to terminate: the first stops the command gracefully, the second exits immediately. A hanging disk or server
/// cannot delay the exit beyond 30 seconds.
/// </summary>
internal sealed class Interrupts : IDisposable
{
    private const string ShowCursor = "\e[?25h";

    private static readonly TimeSpan _stopWithin = TimeSpan.FromSeconds(30);

    private readonly CliEnvironment _environment;
    private readonly CancellationTokenSource _stop;
    private readonly PosixSignalRegistration[] _registrations;
    private readonly Lock _gate = new();
    private ITimer? _deadline;
    private bool _isStopping;
    private bool _isOver;

    internal Interrupts(CliEnvironment environment, CancellationToken cancel)
    {
        _environment = environment;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Take),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Take),
        ];
    }

    /// <summary>Cancelled by the first signal.</summary>
    internal CancellationToken Token => _stop.Token;

    /// <summary>Restores the default handling of signals.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isOver = true;
            Array.ForEach(_registrations, registration => registration.Dispose());
            _deadline?.Dispose();
            _stop.Dispose();
        }
    }

    private void Take(PosixSignalContext context)
    {
        lock (_gate)
        {
            if (_isOver)
            {
                return;
            }

            context.Cancel = true;
            if (_isStopping)
            {
                End();
            }

            _isStopping = true;
            _deadline = _environment.Time.CreateTimer(_ => End(), null, _stopWithin, Timeout.InfiniteTimeSpan);
            _ = _stop.CancelAsync();
        }
    }

    private void End()
    {
        // A progress bar hides the cursor.
        _environment.Error.Write(_environment.IsErrorTerminal ? ShowCursor : "");
        _environment.Error.WriteLine("Exited immediately; unacknowledged facts may be missing.");
        Environment.Exit(CliExitCode.Stopped);
    }
}
