using ReplayGraph.Embedded;
using ReplayGraph.Facts;
using ReplayGraph.Simulation.Disks;
using ReplayGraph.Simulation.Faults;
using ReplayGraph.Simulation.Scheduling;

namespace ReplayGraph.Simulation.Journals;

/// <summary>One run of the embedded host.</summary>
internal sealed class Running
{
    private SteppedWorkers? _workers;

    internal Running(Process process, Func<Timestamp> epoch, EmbeddedOptions options, Disk disk, FaultDraw faults, Random random)
    {
        Process = process;
        Graph = EmbeddedGraph.Begin(
            options, new ProcessTime(process, epoch), disk, pipeline => _workers = new(pipeline, process, faults, random), salt: () => (uint)random.Next());
        _workers!.Wake();
    }

    internal Process Process { get; }

    internal EmbeddedGraph Graph { get; }

    /// <summary>The number of batches waiting to be written or applied.</summary>
    internal int Waiting => _workers!.Waiting;

    internal async ValueTask<IngestResult> IngestAsync(OrganizationId organization, FactBatch facts)
    {
        ValueTask<IngestResult> ingest = Graph.IngestAsync(organization, facts);
        _workers!.Wake();
        return await ingest;
    }

    /// <summary>Runs background work of the graph, which may fail.</summary>
    internal void Begin(Func<EmbeddedGraph, Task> what) => Process.Begin(async () =>
    {
        try
        {
            Task task = what(Graph);
            _workers!.Wake();
            await task;
        }
        catch (Exception e) when (e is IOException or GraphException)
        {
            // It is retried later.
        }
    });
}
