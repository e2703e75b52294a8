using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;

namespace ReplayGraph.Api.Telemetry;

/// <summary>All series of one instrument.</summary>
internal sealed class Family
{
    // A tag with a value for each request must not grow without bound.
    private const int MaxSeries = 1000;

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
        string unit = instrument.Unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" };
        Name = instrument.Name.Replace('.', '_') + unit + (isCounter ? "_total" : "");
    }

    internal string Name { get; }

    internal bool IsHistogram { get; }

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
