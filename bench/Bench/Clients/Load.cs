using System.Diagnostics;

namespace ReplayGraph.Bench.Clients;

/// <summary>The result of a load.</summary>
internal sealed class Load
{
    private readonly List<int> _microseconds = [];
    private bool _isSorted;

    internal int Count => _microseconds.Count;

    internal double Seconds { get; set; }

    /// <summary>Processor time of the client during the load.</summary>
    internal double ClientSeconds { get; set; }

    /// <summary>Total length of all response bodies.</summary>
    internal long Bytes { get; private set; }

    internal double Rate => Count / Seconds;

    internal double MeanBytes => (double)Bytes / Math.Max(1, Count);

    internal double P50 => Milliseconds(0.5);

    internal double P99 => Milliseconds(0.99);

    internal double Max => Milliseconds(1);

    internal void Add(long timestamps, int bytes)
    {
        _microseconds.Add((int)Math.Min(int.MaxValue, timestamps * 1_000_000 / Stopwatch.Frequency));
        Bytes += bytes;
        _isSorted = false;
    }

    /// <summary>Adds another slice of the same load.</summary>
    internal void Add(Load slice)
    {
        _microseconds.AddRange(slice._microseconds);
        Bytes += slice.Bytes;
        Seconds += slice.Seconds;
        ClientSeconds += slice.ClientSeconds;
        _isSorted = false;
    }

    private double Milliseconds(double share)
    {
        if (!_isSorted)
        {
            _microseconds.Sort();
            _isSorted = true;
        }

        return Count == 0 ? 0 : _microseconds[Math.Min(Count - 1, (int)(Count * share))] / 1000.0;
    }
}
