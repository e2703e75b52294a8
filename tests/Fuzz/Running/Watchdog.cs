namespace ReplayGraph.Fuzz.Running;

/// <summary>
/// Ends the process when an input hangs: the parent process finds the input in the file of the last input. An input that
/// is merely slow is found by <see cref="Probe"/>.
/// </summary>
internal sealed class Watchdog : IDisposable
{
    /// <summary>The exit code of a process that hung.</summary>
    internal const int Hung = 3;

    private const int Looks = 20;

    private readonly Timer _timer;
    private long _input;
    private long _seen;
    private int _looks;

    /// <summary>Starts the watchdog.</summary>
    internal Watchdog() => _timer = new(_ => Look(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));

    /// <summary>Resets the time for the next input.</summary>
    internal void Next() => Volatile.Write(ref _input, _input + 1);

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        long now = Volatile.Read(ref _input);
        _looks = now == _seen && now > 0 ? _looks + 1 : 0;
        _seen = now;
        if (_looks >= Looks)
        {
            Environment.Exit(Hung);
        }
    }
}
