using ReplayGraph.Embedded.Commits;

namespace ReplayGraph.Embedded.Tests.Opening;

/// <summary>The workers of a pipeline, stepped by the test.</summary>
internal sealed class HeldWorkers(CommitPipeline pipeline) : IAsyncDisposable
{
    /// <summary>Journals what waits.</summary>
    internal void Persist()
    {
        while (pipeline.ToPersist > 0)
        {
            pipeline.PersistNext();
        }
    }

    /// <summary>Applies one frame or group. Returns false if none waits.</summary>
    internal bool Apply()
    {
        bool waits = pipeline.ToApply > 0;
        return waits && pipeline.ApplyNext();
    }

    /// <summary>Applies and journals until nothing waits.</summary>
    internal void Finish()
    {
        do
        {
            Persist();
        }
        while (Apply());
    }

    public ValueTask DisposeAsync()
    {
        while (pipeline.PersistNext())
        {
            // Until nothing is left.
        }

        while (pipeline.ApplyNext())
        {
            // Likewise.
        }

        return default;
    }
}
