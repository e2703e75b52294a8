using ReplayGraph.Links;
using ReplayGraph.Traces;

namespace ReplayGraph.Embedded.Nodes;

/// <summary>Delivers the messages of traces to issues, transactions and replays immediately.</summary>
internal sealed class DirectOutbox(OrganizationNodes nodes) : IOutbox
{
    public bool MayBeBehind => false;

    public void Contribute(in Observation observation, RowRef row, ReplayRef replay, Evidence evidence, bool again)
    {
        if (!observation.IssueId.IsNone)
        {
            nodes.FindOrAddIssue(observation.IssueId).Links.Contribute(observation, row, replay, evidence);
        }

        if (observation.Transaction is { } name)
        {
            nodes.FindOrAddTransaction(name).Contribute(observation, row, replay, evidence);
        }
    }

    public void Withdraw(in Observation observation, RowRef row)
    {
        foreach (PackedLinks links in nodes.LinksOf(observation))
        {
            links.Withdraw(row);
        }
    }

    public void Recheck(in Observation observation)
    {
        foreach (PackedLinks links in nodes.LinksOf(observation))
        {
            links.Touch();
        }
    }

    public void Name(ReplayRef replay, RowRef row) => nodes.Replay(replay.Index).NamedBy.Add(row.Index);
}
