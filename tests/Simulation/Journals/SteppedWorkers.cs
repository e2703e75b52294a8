using ReplayGraph.Embedded.Commits;
using ReplayGraph.Simulation.Faults;
using ReplayGraph.Simulation.Scheduling;

namespace ReplayGraph.Simulation.Journals;

/// <summary>The workers of a commit pipeline, whose steps are the simulator's.</summary>
internal sealed class SteppedWorkers(CommitPipeline pipeline, Process process, FaultDraw faults, Random random) : IAsyncDisposable
{
    // What is durable and not applied yet may be as much as the pipeline holds without blocking.
    private const int MostToApply = 60;

    private static readonly TimeSpan _flush = TimeSpan.FromMicroseconds(600), _apply = TimeSpan.FromMicroseconds(300),
        _long = TimeSpan.FromMilliseconds(100);

    private bool _isPersisting, _isApplying;

    /// <summary>What there is to do.</summary>
    internal int Waiting => pipeline.ToPersist + pipeline.ToApply;

    /// <summary>There may be something to do.</summary>
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

    /// <summary>Ends what there is to do.</summary>
    public ValueTask DisposeAsync()
    {
        while (pipeline.PersistNext())
        {
            ApplyAll();
        }

        while (pipeline.ApplyNext())
        {
            // Until there is no more.
        }

        return default;
    }

    // What waits meanwhile is one group.
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
