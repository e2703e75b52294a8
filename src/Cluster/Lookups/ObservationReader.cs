using ReplayGraph.Cluster.Messages;
using ReplayGraph.Facts;
using ReplayGraph.Traces;

namespace ReplayGraph.Cluster.Lookups;

/// <summary>Decodes observations, and shares their names: many observations have few distinct names.</summary>
internal sealed class ObservationReader : INames
{
    // Names that differ for each event are not worth sharing, so the number of shared names is limited.
    private const int MostNames = 4096;

    private readonly Dictionary<Text, Name> _names = [];

    /// <summary>Reads all observations of a batch of events.</summary>
    /// <exception cref="InvalidDataException">The bytes are not those of a batch of events.</exception>
    internal List<Observation> All(ReadOnlyMemory<byte> batch)
    {
        List<Observation> all = [];
        var from = new FactReader(batch);
        while (!from.AtEnd)
        {
            all.Add(Of(Observations.Next(ref from)));
        }

        return all;
    }

    /// <summary>Reads the observation of a batch of one event.</summary>
    /// <exception cref="InvalidDataException">The bytes are not those of one event.</exception>
    internal Observation Read(ReadOnlyMemory<byte> observation) => Of(Observations.Fact(observation));

    internal Observation Of(in EventFact fact) => Observation.Of(fact, this);

    Name? INames.Intern(Text text)
    {
        if (text.IsNone)
        {
            return null;
        }

        if (_names.TryGetValue(text, out Name? known))
        {
            return known;
        }

        var name = new Name(text.Span, 0);
        if (_names.Count < MostNames)
        {
            _names.Add(new Text(name.Utf8), name);
        }

        return name;
    }
}
