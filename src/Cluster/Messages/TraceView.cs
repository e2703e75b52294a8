using ReplayGraph.Facts;

namespace ReplayGraph.Cluster.Messages;

/// <summary>The contents of a trace.</summary>
/// <param name="Observed">Its observations without withdrawn ones: the bytes of a batch.</param>
/// <param name="Seen">The replays that list it.</param>
/// <param name="Listed">The listings of its events.</param>
/// <param name="Named">The replays that its events name or named.</param>
public sealed record TraceView(
    ReadOnlyMemory<byte> Observed, IReadOnlyList<ReplayId> Seen, IReadOnlyList<Listed> Listed, IReadOnlyList<ReplayId> Named)
{
    /// <summary>Decodes the observations.</summary>
    /// <exception cref="InvalidDataException">The bytes are not those of a batch of events.</exception>
    public IReadOnlyList<EventFact> Events()
    {
        List<EventFact> events = [];
        var from = new FactReader(Observed);
        while (!from.AtEnd)
        {
            events.Add(Observations.Next(ref from));
        }

        return events;
    }
}
