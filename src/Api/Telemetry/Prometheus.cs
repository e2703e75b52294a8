using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace ReplayGraph.Api.Telemetry;

/// <summary>
/// Listens to the meters of the product, the server and the runtime, and shows them as Prometheus text (exposition format 0.0.4).
/// </summary>
internal sealed class Prometheus : IDisposable
{
    private static readonly HashSet<string> _meters = new(StringComparer.Ordinal)
    {
        IngestMeters.MeterName, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime",
        "Microsoft.Orleans",
    };

    private readonly Dictionary<Instrument, Family> _families = [];
    private readonly Lock _lock = new();
    private readonly MeterListener _listener = new();

    public Prometheus()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (IsShown(instrument.Meter.Name))
            {
                var family = new Family(instrument);
                lock (_lock)
                {
                    _families[instrument] = family;
                }

                listener.EnableMeasurementEvents(instrument, family);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, value, tags, family) => ((Family)family!).Record(value, tags));
        _listener.SetMeasurementEventCallback<int>((_, value, tags, family) => ((Family)family!).Record(value, tags));
        _listener.SetMeasurementEventCallback<double>((_, value, tags, family) => ((Family)family!).Record(value, tags));
        _listener.Start();
    }

    /// <summary>What was measured until now.</summary>
    internal string Text()
    {
        Family[] families;
        lock (_lock)
        {
            families = [.. _families.Values.OrderBy(family => family.Name, StringComparer.Ordinal)];
        }

        foreach (Family family in families)
        {
            family.BeginObservation();
        }

        _listener.RecordObservableInstruments();
        var text = new StringBuilder();
        foreach (Family family in families)
        {
            family.Append(text);
        }

        return text.ToString();
    }

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    // Each part of the product has a meter of its own: ReplayGraph.Grains, ReplayGraph.Postgres.
    private static bool IsShown(string meter) =>
        _meters.Contains(meter) || meter.StartsWith(IngestMeters.MeterName + ".", StringComparison.Ordinal);

    internal static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
