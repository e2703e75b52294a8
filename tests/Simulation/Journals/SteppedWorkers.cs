using ReplayGraph.Embedded.Commits;
using ReplayGraph.Embedded.Journal;
using ReplayGraph.Simulation.Checks;
using ReplayGraph.Simulation.Faults;
using ReplayGraph.Simulation.Scheduling;

namespace ReplayGraph.Simulation.Journals;

/// <summary>The workers of a commit pipeline, stepped by the simulator.</summary>
internal sealed class SteppedWorkers(CommitPipeline pipeline, Process process, FaultDraw faults, Random random) : IAsyncDisposable
{
    // As many groups can be durable but not applied as the pipeline holds without blocking.
    private const int MostToApply = 60;

    private static readonly TimeSpan _flush = TimeSpan.FromMicroseconds(600), _apply = TimeSpan.FromMicroseconds(300),
        _long = TimeSpan.FromMilliseconds(100);

    private bool _isPersisting, _isApplying;

    /// <summary>The number of pending steps.</summary>
    internal int Waiting => pipeline.ToPersist + pipeline.ToApply;

    /// <summary>Signals that steps may be pending.</summary>
    internal void Wake()
    {
        if (!_isPersisting && pipeline.ToPersist > 0)
        {
            _isPersisting = true;
            process.Scheduler.After(Delay(_flush), process, Persist);
        }

        if (!_isApplying && pipeline.ToApply > 0)
        {
            _isApplying = true;
            process.Scheduler.After(Delay(_apply), process, Apply);
        }
    }

    /// <summary>Runs the pending steps to the end.</summary>
    public ValueTask DisposeAsync()
    {
        while (pipeline.PersistNext())
        {
            ApplyAll();
        }

        while (pipeline.ApplyNext())
        {
            // Until none is left.
        }

        return default;
    }

    // The batches that wait meanwhile form one group.
    private TimeSpan Delay(TimeSpan most) => (faults.Happens(Fault.StoreSlow, 30) ? _long : most) * (0.05 + random.NextDouble());

    private void Persist()
    {
        _isPersisting = false;
        if (pipeline.ToPersist > 0 && pipeline.ToApply < MostToApply)
        {
            pipeline.PersistNext();
        }

        Wake();
    }

    private void Apply()
    {
        _isApplying = false;
        if (pipeline.ToApply > 0)
        {
            pipeline.ApplyNext();
            if (pipeline.Failure?.InnerException is JournalDamagedException e)
            {
                throw new SimulationFailure($"The journal is unreadable although nothing damaged it: {e.Message}");
            }
        }

        Wake();
    }

    private void ApplyAll()
    {
        while (pipeline.ToApply > 0)
        {
            pipeline.ApplyNext();
        }
    }
}
