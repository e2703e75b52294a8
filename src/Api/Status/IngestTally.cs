using System.Collections.Concurrent;

namespace ReplayGraph.Api.Status;

/// <summary>
/// What each organization has sent to this process since it started. Each organization has its own, so that what was refused of one is never
/// shown to another. Only organizations of the configuration can send, so there are few.
/// </summary>
internal sealed class IngestTally(TimeProvider time)
{
    private readonly ConcurrentDictionary<OrganizationId, OrganizationTally> _all = new();

    internal OrganizationTally Of(OrganizationId organization) => _all.GetOrAdd(organization, _ => new(time));
}
