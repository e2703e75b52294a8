using System.Runtime.InteropServices;

namespace ReplayGraph.Cli.Running;

/// <summary>
/// Ctrl-C, or a request to terminate, stops the command in order. Whoever presses it again does not want to wait for that, and a disk
/// or server that hangs must not keep the process for ever.
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

    /// <summary>Cancelled by the first.</summary>
    internal CancellationToken Token => _stop.Token;

    /// <summary>Leaves the signals to others.</summary>
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
        // A bar hides it while it is drawn.
        _environment.Error.Write(_environment.IsErrorTerminal ? ShowCursor : "");
        _environment.Error.WriteLine("Ended at once; what was not acknowledged yet may be missing.");
        Environment.Exit(CliExitCode.Stopped);
    }
}
