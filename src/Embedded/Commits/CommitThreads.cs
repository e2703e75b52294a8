using ReplayGraph.Embedded.Threads;

namespace ReplayGraph.Embedded.Commits;

/// <summary>The two threads that run a pipeline until it stops.</summary>
internal sealed class CommitThreads : IAsyncDisposable
{
    private readonly Thread _persister;
    private readonly Thread _applier;

    private CommitThreads(CommitPipeline pipeline)
    {
        _persister = Begin("journal", pipeline.PersistNext);
        _applier = Begin("apply", pipeline.ApplyNext);
    }

    internal static IAsyncDisposable Begin(CommitPipeline pipeline) => new CommitThreads(pipeline);

    public async ValueTask DisposeAsync() => await Task.Run(() =>
    {
        _persister.Join();
        _applier.Join();
    });

    private static Thread Begin(string name, Func<bool> next) => IngestThread.Start(name, () =>
    {
        while (next())
        {
            // Each call does the work.
        }
    });
}
