using ReplayGraph.Embedded.Nodes;
using ReplayGraph.Links;

namespace ReplayGraph.Embedded.Lookups;

/// <summary>A group that passed the filter, with what its rank needs; the replay's id is asked only when all else is equal.</summary>
internal struct Candidate
{
    internal int Replay;
    internal int Events;
    internal long First;
    internal long Last;
    internal Evidence Evidence;

    internal readonly Link ToLink(OrganizationNodes nodes, Timestamp now)
    {
        Replays.ReplayState replay = nodes.Replay(Replay).State;
        Replays.ReplaySummary summary = replay.Summary;
        bool isEmpty = Events == 0;
        return new Link(
            replay.Id, summary.ProjectId, summary.FateAt(now), summary.StartedAt, summary.FinishedAt, Evidence, Events,
            isEmpty ? default : new(First), isEmpty ? default : new(Last));
    }

    internal readonly Rank RankIn(OrganizationNodes nodes, Sort sort)
    {
        Timestamp last = Events == 0 ? default : new(Last);
        ReplayId id = nodes.Replay(Replay).State.Id;
        return sort == Sort.Best ? new(Evidence, Events, last, id) : new(Evidence.None, 0, last, id);
    }
}

/// <summary>The order of candidates: that of <see cref="Rank"/>.</summary>
internal sealed class CandidateOrder(OrganizationNodes nodes, Sort sort) : IComparer<Candidate>
{
    public int Compare(Candidate a, Candidate b)
    {
        if (sort == Sort.Best)
        {
            if (a.Evidence != b.Evidence)
            {
                return a.Evidence > b.Evidence ? -1 : 1;
            }

            if (a.Events != b.Events)
            {
                return a.Events > b.Events ? -1 : 1;
            }
        }

        long lastOfA = a.Events == 0 ? 0 : a.Last, lastOfB = b.Events == 0 ? 0 : b.Last;
        return lastOfA != lastOfB
            ? lastOfA > lastOfB ? -1 : 1
            : nodes.Replay(a.Replay).State.Id.Value.CompareTo(nodes.Replay(b.Replay).State.Id.Value);
    }
}
