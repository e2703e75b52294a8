using System.Diagnostics;
using ReplayGraph.Bench.Clients;

namespace ReplayGraph.Bench.Lookups;

/// <summary>
/// Measures how late a thread wakes that sleeps a millisecond at a time: what the machine adds to every latency that a client on it
/// measures while all cores are busy.
/// </summary>
internal sealed class Sleeper : IDisposable
{
    private readonly Load _late = new();
    private readonly Thread _thread;
    private volatile bool _isStopped;

    internal Sleeper()
    {
        _thread = new(Sleep) { IsBackground = true };
        _thread.Start();
    }

    /// <summary>Stops the thread; returns milliseconds.</summary>
    internal double P99Late()
    {
        Dispose();
        return _late.P99;
    }

    public void Dispose()
    {
        _isStopped = true;
        _thread.Join();
    }

    private void Sleep()
    {
        while (!_isStopped)
        {
            long due = Stopwatch.GetTimestamp() + Stopwatch.Frequency / 1000;
            Thread.Sleep(1);
            _late.Add(Math.Max(0, Stopwatch.GetTimestamp() - due), 0);
        }
    }
}
