using ReplayGraph.Facts;
using ReplayGraph.Simulation.Disks;
using ReplayGraph.Simulation.Networks;
using ReplayGraph.Simulation.Scheduling;
using ReplayGraph.Spooling;

namespace ReplayGraph.Simulation.Spools;

/// <summary>One run of a front-end with a spool.</summary>
internal sealed class FrontEnd
{
    private readonly Func<Process, OrganizationId, FactBatch, ValueTask<IngestResult>> _silos;

    internal FrontEnd(
        Process process, Func<Timestamp> epoch, SpoolOptions options, Disk disk, SpoolReports reports, Random random,
        Func<Process, OrganizationId, FactBatch, ValueTask<IngestResult>> silos)
    {
        (Process, _silos) = (process, silos);
        Spool = Spool.Open(
            options, DeliverAsync, new ProcessTime(process, epoch), reports, disk, loop => loop(), () => (uint)random.Next());
    }

    internal Process Process { get; }

    internal Spool Spool { get; }

    /// <summary>Takes what a client sends.</summary>
    /// <returns>Whether the silos have it; if not, it is spooled.</returns>
    internal async ValueTask<bool> IngestAsync(OrganizationId organization, FactBatch facts)
    {
        try
        {
            return await Spool.IngestAsync(organization, facts) is not null;
        }
        catch (SpoolFullException e)
        {
            throw new GraphException(e.Message, isTransient: true, e);
        }
    }

    private async ValueTask<IngestResult> DeliverAsync(OrganizationId organization, FactBatch facts, CancellationToken cancel)
    {
        // A copy, as a message is: a silo may still read it when this gives up.
        var sent = new FactBatch();
        sent.Add(facts);
        try
        {
            return await _silos(Process, organization, sent).AsTask().WaitAsync(cancel);
        }
        catch (GoneException e)
        {
            throw new GraphException(e.Message, isTransient: true, e);
        }
    }
}
