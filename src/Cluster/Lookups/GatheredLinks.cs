using ReplayGraph.Cluster.Caches;
using ReplayGraph.Cluster.LinkTables;
using ReplayGraph.Events;
using ReplayGraph.Links;
using ReplayGraph.Lookups;
using ReplayGraph.Traces;

namespace ReplayGraph.Cluster.Lookups;

/// <summary>The gathered links of an issue or a transaction.</summary>
/// <param name="links">The links.</param>
/// <param name="numbers">Maps the numbers of replays in the links to those in the view; null if they are the same.</param>
/// <param name="facts">The organization's rare facts.</param>
/// <param name="reader">Reads observations.</param>
internal sealed class GatheredLinks(FoldedLinks links, int[]? numbers, IOrganizationFacts facts, ObservationReader reader) : LinkSet
{
    public override ReadOnlySpan<LinkRow> Rows => links.Rows;

    public override int[]? ReplayNumbers => numbers;

    public override bool HasOthers => links.HasOthers;

    public override bool HasReassigned => facts.AnyEventReassigned;

    public override bool HasRepeatedEvents => links.HasRepeatedEvents;

    public override Mentions Mentions => links.Mentions;

    public override ProjectId ProjectOf(in LinkRow row) => links.Projects[row.Project];

    public override string EnvironmentOf(in LinkRow row) => links.Environments[row.Environment];

    public override bool TryIdentify(in LinkRow row, out ProjectId project, out EventId id)
    {
        (project, id) = (links.Projects[row.Project], links.EventOf(row));
        return true;
    }

    public override bool TryRead(in LinkRow row, out Observation observation)
    {
        observation = reader.Read(links.BytesOf(row));
        return true;
    }

    public override EventAnnotations? Overrides(in LinkRow row) => facts.Annotations(links.EventOf(row));
}
