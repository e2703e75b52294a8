using System.Globalization;
using System.Text;

namespace ReplayGraph.Api.Telemetry;

/// <summary>One series: an instrument with one set of tags.</summary>
internal sealed class Series(KeyValuePair<string, object?>[] tags, Family family)
{
    private readonly Family _family = family;
    private readonly long[] _buckets = family.IsHistogram ? new long[family.Bounds.Length + 1] : [];
    private readonly Lock _lock = new();
    private double _value;

    internal KeyValuePair<string, object?>[] Tags { get; } = tags;

    internal bool Is(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.Length != Tags.Length)
        {
            return false;
        }

        for (int i = 0; i < tags.Length; i++)
        {
            if (tags[i].Key != Tags[i].Key || !Equals(tags[i].Value, Tags[i].Value))
            {
                return false;
            }
        }

        return true;
    }

    internal void Record(double value)
    {
        lock (_lock)
        {
            if (_family.IsHistogram)
            {
                int bucket = Array.BinarySearch(_family.Bounds, value);
                _buckets[bucket < 0 ? ~bucket : bucket]++;
            }

            _value = _family.IsHistogram || _family.IsAdded ? _value + value : value;
        }
    }

    internal void Append(StringBuilder text, string name)
    {
        lock (_lock)
        {
            if (!_family.IsHistogram)
            {
                Line(text, name, null).Append(Prometheus.Number(_value)).Append('\n');
                return;
            }

            long count = 0;
            double[] bounds = _family.Bounds;
            for (int i = 0; i < _buckets.Length; i++)
            {
                count += _buckets[i];
                Line(text, name + "_bucket", i < bounds.Length ? Prometheus.Number(bounds[i]) : "+Inf").Append(count).Append('\n');
            }

            Line(text, name + "_sum", null).Append(Prometheus.Number(_value)).Append('\n');
            Line(text, name + "_count", null).Append(count).Append('\n');
        }
    }

    private StringBuilder Line(StringBuilder text, string name, string? bound)
    {
        text.Append(name);
        char next = '{';
        foreach (KeyValuePair<string, object?> tag in Tags)
        {
            Label(tag.Key.Replace('.', '_').Replace('-', '_'), Convert.ToString(tag.Value, CultureInfo.InvariantCulture) ?? "");
        }

        if (bound is not null)
        {
            Label("le", bound);
        }

        return text.Append(next == '{' ? " " : "} ");

        void Label(string key, string value)
        {
            text.Append(next).Append(key).Append("=\"");
            text.Append(value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
                .Replace("\n", "\\n", StringComparison.Ordinal)).Append('"');
            next = ',';
        }
    }
}
