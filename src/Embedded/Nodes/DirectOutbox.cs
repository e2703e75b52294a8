using ReplayGraph.Links;
using ReplayGraph.Traces;

namespace ReplayGraph.Embedded.Nodes;

/// <summary>
/// Delivers the messages of traces to issues, transactions and replays immediately; links through <see cref="OrganizationNodes.LinkBehind"/>
/// if there is one.
/// </summary>
internal sealed class DirectOutbox(OrganizationNodes nodes) : IOutbox
{
    public bool MayBeBehind => false;

    public void Contribute(in Observation observation, RowRef row, ReplayRef replay, Evidence evidence, bool again)
    {
        if (!observation.IssueId.IsNone)
        {
            Contribute(nodes.FindOrAddIssue(observation.IssueId).Links, observation, row, replay, evidence);
        }

        if (observation.Transaction is { } name)
        {
            Contribute(nodes.FindOrAddTransaction(name), observation, row, replay, evidence);
        }
    }

    public void Withdraw(in Observation observation, RowRef row)
    {
        foreach (PackedLinks links in nodes.LinksOf(observation))
        {
            if (nodes.LinkBehind is { } behind)
            {
                behind.Add(links, new(default, row, default, Evidence.None, 0, 0));
            }
            else
            {
                links.Withdraw(row);
            }
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

    private void Contribute(PackedLinks to, in Observation observation, RowRef row, ReplayRef replay, Evidence evidence)
    {
        if (nodes.LinkBehind is { } behind)
        {
            behind.Add(to, to.Describe(observation, row, replay, evidence));
        }
        else
        {
            to.Contribute(observation, row, replay, evidence);
        }
    }
}
