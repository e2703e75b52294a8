using System.Runtime.InteropServices;
using ReplayGraph.Events;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Cluster.Links;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Cluster.Traces;
using ReplayGraph.Replays;
using ReplayGraph.Traces;

namespace ReplayGraph.Cluster.Lookups;

/// <summary>A trace, or an event that is joined alone, with its replays as numbers: from 1, as steps have them.</summary>
internal sealed class GatheredTrace
{
    private readonly List<Observation> _observations;
    private readonly Dictionary<EventId, EventAnnotations> _marks = [];
    private readonly ReplayRef[] _seen;

    internal GatheredTrace(NodeId id, TraceView view, ObservationReader reader, Numbering<ReplayId> replays)
    {
        Id = id;
        ReplayRef RefOf(ReplayId replay) => new(replays.FindOrAdd(replay) + 1);
        _seen = [.. view.Seen.Select(RefOf)];
        foreach (Listed listed in view.Listed)
        {
            if (!_marks.TryGetValue(listed.Event, out EventAnnotations? marks))
            {
                _marks[listed.Event] = marks = new();
            }

            marks.Add(new Listing(RefOf(listed.Replay), listed.Project));
        }

        _observations = reader.All(view.Observed);
        foreach (ref Observation o in CollectionsMarshal.AsSpan(_observations))
        {
            o.Replay = o.ReplayId.IsNone ? default : RefOf(o.ReplayId);
        }
    }

    internal NodeId Id { get; }

    internal ReadOnlySpan<Observation> Observations => CollectionsMarshal.AsSpan(_observations);

    /// <summary>The replays that list it.</summary>
    internal ReadOnlySpan<ReplayRef> Seen => _seen;

    /// <summary>The listings of an event; null if there are none. They hold nothing else.</summary>
    internal EventAnnotations? Listings(EventId id) => _marks.GetValueOrDefault(id);

    /// <summary>Hands each replay that an observation of it is linked with to the visitor.</summary>
    internal void Pairs<T>(in Observation o, ref T visitor)
        where T : IPairVisitor, allows ref struct => TraceStep.Pairs(_seen, o, Listings(o.EventId), ref visitor);
}
