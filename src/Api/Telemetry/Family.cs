using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;

namespace ReplayGraph.Api.Telemetry;

/// <summary>All series of one instrument.</summary>
internal sealed class Family
{
    // A tag with a value for each request must not grow without bound.
    private const int MaxSeries = 1000;

    // Seconds: the buckets that OpenTelemetry advises for HTTP, with finer ones below.
    private static readonly double[] _seconds =
        [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

    private static readonly double[] _milliseconds = [.. _seconds.Select(bound => bound * 1000)];

    // Anything else is counted: rows of a commit, bytes of a message.
    private static readonly double[] _sizes =
        [1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 1_000_000, 10_000_000];

    private readonly Instrument _instrument;
    private readonly string _type;
    private readonly ConcurrentDictionary<int, Series[]> _series = new();
    private int _count;

    internal Family(Instrument instrument)
    {
        _instrument = instrument;
        Type kind = instrument.GetType().GetGenericTypeDefinition();
        IsHistogram = kind == typeof(Histogram<>);
        IsAdded = kind == typeof(Counter<>) || kind == typeof(UpDownCounter<>);
        bool isCounter = kind == typeof(Counter<>) || kind == typeof(ObservableCounter<>);
        _type = IsHistogram ? "histogram" : isCounter ? "counter" : "gauge";
        string unit = instrument.Unit switch { "s" => "_seconds", "ms" => "_milliseconds", "By" => "_bytes", _ => "" };
        Bounds = instrument.Unit switch { "s" => _seconds, "ms" => _milliseconds, _ => _sizes };
        Name = instrument.Name.Replace('.', '_').Replace('-', '_') + unit + (isCounter ? "_total" : "");
    }

    internal string Name { get; }

    internal bool IsHistogram { get; }

    /// <summary>The upper bounds of a histogram's buckets.</summary>
    internal double[] Bounds { get; }

    internal bool IsAdded { get; }

    /// <summary>Takes a measurement.</summary>
    internal void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) => Find(tags)?.Record(value);

    /// <summary>What is observed is observed anew.</summary>
    internal void BeginObservation()
    {
        if (_instrument.IsObservable)
        {
            _series.Clear();
            _count = 0;
        }
    }

    /// <summary>Writes its series.</summary>
    internal void Append(StringBuilder text)
    {
        if (_series.IsEmpty)
        {
            return;
        }

        text.Append("# HELP ").Append(Name).Append(' ').Append(_instrument.Description?.ReplaceLineEndings(" ")).Append('\n');
        text.Append("# TYPE ").Append(Name).Append(' ').Append(_type).Append('\n');
        foreach (Series series in _series.Values.SelectMany(one => one))
        {
            series.Append(text, Name);
        }
    }

    // Series are found without an allocation: by a hash of the tags, then the tags themselves.
    private Series? Find(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        HashCode hash = default;
        foreach (KeyValuePair<string, object?> tag in tags)
        {
            hash.Add(tag.Value);
        }

        int key = hash.ToHashCode();
        if (_series.TryGetValue(key, out Series[]? same))
        {
            foreach (Series series in same)
            {
                if (series.Is(tags))
                {
                    return series;
                }
            }
        }

        if (Volatile.Read(ref _count) >= MaxSeries)
        {
            return null;
        }

        Interlocked.Increment(ref _count);
        var made = new Series(tags.ToArray(), this);
        Series[] all = _series.AddOrUpdate(
            key, _ => [made], (_, others) => Array.Exists(others, one => one.Is(made.Tags)) ? others : [.. others, made]);
        return Array.Find(all, one => one.Is(made.Tags));
    }
}
