using ReplayGraph.Cluster.Caches;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Conformance.Generation;

namespace ReplayGraph.Fuzz.NodeLogs;

/// <summary>Entries of organizations.</summary>
internal sealed class OrganizationLogTarget : LogTarget
{
    internal override string Name => "organization-log";

    internal override IEnumerable<byte[]> Seeds =>
        [.. Facts.Select(fact => OrganizationEntry.Write(fact, [new(World.Issue(2), World.Issue(3)), new(World.Issue(3), World.Issue(2))]))];

    protected override void Fold(byte[] entry) => new OrganizationFacts().Take(new NodeLog([entry], new(1, 1)));
}
