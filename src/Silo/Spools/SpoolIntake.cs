using ReplayGraph.Api.Intakes;
using ReplayGraph.Facts;
using ReplayGraph.Spooling;

namespace ReplayGraph.Silo.Spools;

/// <summary>Takes what SDKs send through the spool.</summary>
internal sealed class SpoolIntake(Spool spool) : ISdkIntake
{
    // An SDK drops what it captures until then, so it is short.
    private const int RetryAfterSeconds = 10;

    public async ValueTask<IngestResult?> IngestAsync(OrganizationId organization, FactBatch facts)
    {
        try
        {
            return await spool.IngestAsync(organization, facts);
        }
        catch (SpoolFullException e)
        {
            throw new IntakeFullException(e.Message, RetryAfterSeconds, e);
        }
    }
}
