namespace ReplayGraph.Embedded.Commits;

/// <summary>Two threads that work on a pipeline until it ends.</summary>
internal sealed class CommitThreads : IAsyncDisposable
{
    private readonly Thread _persister;
    private readonly Thread _applier;

    private CommitThreads(CommitPipeline pipeline)
    {
        _persister = Begin("journal", pipeline.PersistNext);
        _applier = Begin("apply", pipeline.ApplyNext);
    }

    /// <summary>Starts them.</summary>
    internal static IAsyncDisposable Begin(CommitPipeline pipeline) => new CommitThreads(pipeline);

    /// <summary>Returns when both have ended.</summary>
    public async ValueTask DisposeAsync() => await Task.Run(() =>
    {
        _persister.Join();
        _applier.Join();
    });

    private static Thread Begin(string name, Func<bool> next)
    {
        var thread = new Thread(() =>
        {
            while (next())
            {
                // Until there will be no more.
            }
        })
        {
            Name = name,
            IsBackground = true,
        };
        thread.Start();
        return thread;
    }
}
