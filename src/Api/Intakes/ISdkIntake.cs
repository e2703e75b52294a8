using ReplayGraph.Facts;

namespace ReplayGraph.Api.Intakes;

/// <summary>
/// Takes what SDKs send. SDKs do not resend what was refused, so a host may acknowledge facts that are durable but not in the graph yet.
/// Without one, SDKs' facts go to the graph like all others.
/// </summary>
public interface ISdkIntake
{
    /// <summary>Makes the facts durable. The batch must not change until this returns.</summary>
    /// <returns>What the graph answered; null if the facts will reach it later.</returns>
    /// <exception cref="IntakeFullException">There is no room for the facts.</exception>
    /// <exception cref="GraphException">The facts are not accepted.</exception>
    ValueTask<IngestResult?> IngestAsync(OrganizationId organization, FactBatch facts);
}
